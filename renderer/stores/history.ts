/** Undo and redo as a list of commands, and whether the document differs from what was saved. */
import { computed, shallowRef, type ComputedRef } from 'vue'

export interface Command {
  /** For the menu and the screen reader: `Set budget F`. */
  readonly label: string
  readonly undo: () => void
  readonly redo: () => void
  /** Consecutive commands with the same key become one step; each must set its value outright, so that the last redo stands for all. */
  readonly mergeKey: string | null
}

export interface History {
  readonly undoLabel: ComputedRef<string | null>
  readonly redoLabel: ComputedRef<string | null>
  readonly dirty: ComputedRef<boolean>
  /** Steps between what was saved and now; those that can be counted, when that state can no longer be reached. */
  readonly changes: ComputedRef<number>
  /** Records a command that has already been performed. */
  record(command: Command): void
  /** The next command starts a new step, whatever its key: a field was left, a drag ended. */
  seal(): void
  undo(): Command | null
  redo(): Command | null
  /** Where the document stands now; hand it to `markSaved` once the file is written. */
  position(): unknown
  markSaved(position: unknown): void
  /** Starts over. @param edited the document differs from its file from the start: no undo leads to what was saved */
  clear(edited?: boolean): void
}

interface Stacks {
  readonly past: readonly Command[]
  readonly future: readonly Command[]
  /** The last command done when the document was saved; null: none; undefined: that state can no longer be reached. */
  readonly saved: Command | null | undefined
}

/** Far more than anyone undoes, little enough to keep. */
const limit = 500

export function createHistory(): History {
  const stacks = shallowRef<Stacks>({ past: [], future: [], saved: null })
  let open = false
  const top = (): Command | null => stacks.value.past.at(-1) ?? null

  function record(command: Command): void {
    const { past, future, saved } = stacks.value
    const last = top()
    const lostSaved = saved !== null && saved !== undefined && future.includes(saved) ? undefined : saved
    // A saved step stays a step of its own, so that undo can come back to exactly what was saved.
    const merges = open && last !== null && command.mergeKey !== null && last.mergeKey === command.mergeKey && last !== saved
    const kept = merges ? past.slice(0, -1) : past
    const next = merges && last ? { ...command, undo: last.undo } : command
    const grown = [...kept, next]
    const cut = grown.length > limit
    stacks.value = { past: cut ? grown.slice(-limit) : grown, future: [], saved: cut && lostSaved === null ? undefined : lostSaved }
    open = true
  }

  function undo(): Command | null {
    const command = top()
    if (!command) return null
    command.undo()
    stacks.value = { ...stacks.value, past: stacks.value.past.slice(0, -1), future: [command, ...stacks.value.future] }
    open = false
    return command
  }

  function redo(): Command | null {
    const command = stacks.value.future[0]
    if (!command) return null
    command.redo()
    stacks.value = { ...stacks.value, past: [...stacks.value.past, command], future: stacks.value.future.slice(1) }
    open = false
    return command
  }

  function changes(): number {
    const { past, future, saved } = stacks.value
    if (saved === null || saved === undefined) return past.length
    const undone = future.indexOf(saved)
    return undone === -1 ? past.length - 1 - past.indexOf(saved) : undone + 1
  }

  return {
    undoLabel: computed(() => stacks.value.past.at(-1)?.label ?? null),
    redoLabel: computed(() => stacks.value.future[0]?.label ?? null),
    dirty: computed(() => (stacks.value.past.at(-1) ?? null) !== stacks.value.saved),
    changes: computed(changes),
    record,
    seal: () => { open = false },
    undo,
    redo,
    position: top,
    markSaved: position => { stacks.value = { ...stacks.value, saved: position as Command | null } },
    clear: (edited = false) => {
      stacks.value = { past: [], future: [], saved: edited ? undefined : null }
      open = false
    }
  }
}
