/**
 * Threads that share out a task. One leads: it publishes the task as so many parts, takes parts itself until none is left, and then
 * waits only for parts that others have taken. A thread that the system has put aside, or that has not started yet, holds nothing
 * up. Which thread does a part must not matter to the numbers: then they are the same with any number of threads.
 */

// A team is a place in memory that starts out as zeros. What all threads look at all the time lies in cache lines of its own.

/** u64: parts that nobody has taken yet, and above them the task's number, so that nobody takes a part of a task that is over. */
const ticket: usize = 0
/** i32: the upper half of the ticket, which changes with each task. */
const taskNumber: usize = 4
/** i32: parts that are done. */
const finished: usize = 64
/** i32: threads that have joined and not left. */
const helpers: usize = 128
/** i32: of these, those that have lain down to sleep. */
const sleepers: usize = 132
/** i32: 1 once there is nothing more to do. */
const dismissed: usize = 136
/** i32: how many parts the present task has. */
const parts: usize = 192
/** i32, for the leader: tasks that it does alone before it shares one again, and how many these were last time. */
const alone: usize = 196
const caution: usize = 200

export const teamBytes: usize = 256

/** Looks at the ticket before a helper sleeps, some 100 µs: longer than what the leader does alone between two tasks. */
const patience = 40_000
/** Looks at the finished parts before the leader lets others have its processor. */
const leaderPatience = 20_000
const nanosecondsOfSleep: i64 = 1_000_000_000
const nanosecondsOfLeadersSleep: i64 = 50_000
/** So many times its first caution is the leader's at most, each time that it is kept waiting twice what it was. */
const mostCautions = 16

export function formTeam(team: usize): void {
  store<i32>(team + alone, 0)
  store<i32>(team + caution, 0)
  atomic.store<i32>(team + dismissed, 0)
}

/** Helpers leave as soon as they see it. */
export function dismissTeam(team: usize): void {
  atomic.store<i32>(team + dismissed, 1)
  publish(team, 0)
}

/** How many threads stand by beside the leader. */
// @ts-ignore: decorator
@inline export function helpersOf(team: usize): i32 {
  return atomic.load<i32>(team + helpers)
}

/**
 * For the leader: whether to share the next task. A helper whose processor the system gives to others, with a part in hand, costs more
 * than helpers save: the leader then works alone for a while, longer each time.
 */
export function mayShare(team: usize): bool {
  if (helpersOf(team) == 0) return false
  const left = load<i32>(team + alone)
  if (left == 0) return true
  store<i32>(team + alone, left - 1)
  return false
}

/** For the leader: offers a task. What the parts read must have been written before. */
export function publish(team: usize, count: i32): void {
  const last = atomic.load<i32>(team + taskNumber)
  store<i32>(team + parts, count)
  atomic.store<i32>(team + finished, 0)
  atomic.store<u64>(team + ticket, ((<u64>(<u32>(last + 1))) << 32) | <u64>count)
  if (atomic.load<i32>(team + sleepers) > 0) atomic.notify(team + taskNumber, -1)
}

/** @returns the index of a part that now is the caller's, in rising order; −1 when all are taken */
export function takePart(team: usize): i32 {
  let seen = atomic.load<u64>(team + ticket)
  while (<u32>seen > 0) {
    const before = atomic.cmpxchg<u64>(team + ticket, seen, seen - 1)
    // the task cannot end before this part is done, so that its number of parts stands
    if (before == seen) return load<i32>(team + parts) - <i32>(<u32>seen)
    seen = before
  }
  return -1
}

// @ts-ignore: decorator
@inline export function finishPart(team: usize): void {
  atomic.add<i32>(team + finished, 1)
}

/** For the leader, once there are no parts to take. @param sleeps so many short ones are no delay: the time of a part, generously @param tasks that the leader does alone after a first delay */
export function awaitParts(team: usize, count: i32, sleeps: i32, tasks: i32): void {
  let looks = 0
  let slept = 0
  let done = atomic.load<i32>(team + finished)
  while (done < count) {
    // nobody wakes it: the wait is a short sleep, during which the thread it waits for may have the processor
    if (++looks > leaderPatience) {
      atomic.wait<i32>(team + finished, done, nanosecondsOfLeadersSleep)
      slept++
    }
    done = atomic.load<i32>(team + finished)
  }
  const before = load<i32>(team + caution)
  if (slept <= sleeps) {
    if (before > 0) store<i32>(team + caution, before - 1)
    return
  }
  const next = min(max(2 * before, tasks), mostCautions * tasks)
  store<i32>(team + caution, next)
  store<i32>(team + alone, next)
}

export function join(team: usize): void {
  atomic.add<i32>(team + helpers, 1)
}

export function leave(team: usize): void {
  atomic.sub<i32>(team + helpers, 1)
}

/** For a helper that found nothing to take: waits for another task. @returns false when the team is dismissed */
export function awaitTask(team: usize): bool {
  const known = atomic.load<i32>(team + taskNumber)
  let looks = 0
  while (atomic.load<u32>(team + ticket) == 0) {
    if (atomic.load<i32>(team + dismissed) != 0) return false
    if (atomic.load<i32>(team + taskNumber) != known) return true
    if (++looks > patience) {
      atomic.add<i32>(team + sleepers, 1)
      atomic.wait<i32>(team + taskNumber, known, nanosecondsOfSleep)
      atomic.sub<i32>(team + sleepers, 1)
    }
  }
  return true
}
