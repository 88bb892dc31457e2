/**
 * Safety copies: unsaved work is written to a place of the program's own at most `pauseMilliseconds` after an edit, and
 * the copy goes when the work is saved, undone or given up. Also the list of what a crash left behind.
 */
import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { RecoveredWork } from '../../core/api/bridge'
import { success, type Problem, type Result } from '../../core/api/problem'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useNotices } from './notices'
import { useProject } from './project'

/** From the first edit, not the last: someone who never pauses is kept safe too. With the writing it stays under two seconds. */
const pauseMilliseconds = 1000

/** What passes by itself: core is being restarted, or reads the data again. */
const passing: readonly Problem['code'][] = ['CORE_STOPPED', 'DATA_UNKNOWN']

export const useRecovery = defineStore('recovery', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const notices = useNotices()

  /** Of the work in this window; null on the start screen. */
  const id = ref<string | null>(null)
  const found = shallowRef<readonly RecoveredWork[]>([])

  let changesBefore = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  /** Whether a copy stands on disk or is being written. */
  let standing = false
  let running: Promise<Result<null>> | null = null
  /** Counts the times that the copy was given up: a write that was waiting then has nothing left to write. */
  let forgotten = 0

  /** Another project is in the window, the one before has been left. @param restored the copy that it comes from, which stays until the work is saved */
  function begin(restored: { id: string; changes: number } | null = null): void {
    void forget()
    id.value = restored?.id ?? crypto.randomUUID()
    changesBefore = restored?.changes ?? 0
    standing = restored !== null
  }

  function stopTimer(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  function schedule(): void {
    timer ??= setTimeout(() => {
      timer = null
      void write()
    }, pauseMilliseconds)
  }

  /** Writes the copy now; only one write at a time, the last state wins. */
  async function write(): Promise<Result<null>> {
    stopTimer()
    const before = forgotten
    while (running) await running
    if (before !== forgotten) return success(null)
    running = writeNow()
    try {
      return await running
    } finally {
      running = null
    }
  }

  async function writeNow(): Promise<Result<null>> {
    const mine = id.value
    if (mine === null || !project.dirty) return success(null)
    standing = true
    const about = { name: project.name, changes: project.changes + changesBefore, stored: project.stored }
    const answer = await core.call('writeRecovery', mine, project.document, data.data?.dataId ?? null, project.grant?.id ?? null, about)
    if (answer.ok) notices.dismiss('recovery')
    else if (passing.includes(answer.problem.code)) schedule()
    else notices.problem('recovery', answer.problem)
    return answer
  }

  /** The work is saved or given up: its copy goes. */
  async function forget(): Promise<void> {
    stopTimer()
    forgotten += 1
    changesBefore = 0
    notices.dismiss('recovery')
    if (!standing || id.value === null) return
    standing = false
    // A process that was restarted has no copy under way, but one may stand: then it is offered at the next start, which loses nothing.
    await core.call('removeRecovery', id.value)
  }

  async function refresh(): Promise<void> {
    found.value = await window.workbench.recoveries()
  }

  async function keep(work: RecoveredWork): Promise<void> {
    await window.workbench.keepRecovery(work.id)
    await refresh()
  }

  async function discard(work: RecoveredWork): Promise<void> {
    await window.workbench.discardRecovery(work.id)
    await refresh()
  }

  /** Once, in the window's root component. */
  function follow(): void {
    watch(() => [project.document, project.dirty, data.data?.dataId ?? null] as const, () => {
      if (!project.opened) return
      if (project.dirty) schedule()
      else void forget()
    })
  }

  return { id, found, begin, write, forget, refresh, keep, discard, follow }
})
