/** The text of the design, two-way in step with the picture. */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { Problem } from '../../../core/api/problem'
import { parseDesign, parseDesignWithRanges } from '../../../core/design/parse'
import type { Path } from '../../../core/design/types'
import { useProject } from '../../stores/project'

export interface TextMark {
  readonly kind: 'selection' | 'error'
  readonly from: number
  readonly to: number
}

export interface NotationText {
  readonly draft: Ref<string>
  readonly editing: Ref<boolean>
  readonly problem: ComputedRef<Problem | null>
  readonly mark: ComputedRef<TextMark | null>
  typed(): void
  leave(): void
  revert(): void
}

/** Letters up to which the text follows at once: some forty blocks. */
const longText = 1000
const restMilliseconds = 150

/** What is typed is read at once; while it cannot be read the picture keeps the last good design. */
export function useNotationText(): NotationText {
  const project = useProject()
  const draft = ref(project.notation)
  const editing = ref(false)
  let own = false

  const parsed = computed(() => parseDesignWithRanges(draft.value))
  const problem = computed(() => parsed.value.ok || draft.value.trim() === '' ? null : parsed.value.problem)

  const mark = computed<TextMark | null>(() => {
    if (problem.value) {
      const column = problem.value.place?.column
      const from = typeof column === 'number' ? Math.min(column - 1, draft.value.length) : draft.value.length
      return { kind: 'error', from, to: Math.min(from + 1, draft.value.length) }
    }
    if (editing.value || !marked.value || !parsed.value.ok) return null
    const range = parsed.value.value.ranges.get(marked.value.join('.'))
    return range ? { kind: 'selection', ...range } : null
  })

  /** A long text is laid out anew with every letter: it follows once typing in a field, or walking, rests. */
  let late: ReturnType<typeof setTimeout> | null = null
  const marked = shallowRef<Path | null>(project.selection)
  function wait(next: typeof late): void {
    if (late !== null) clearTimeout(late)
    late = next
  }
  function show(): void {
    wait(null)
    draft.value = project.notation
    marked.value = project.selection
  }
  function follow(): void {
    if (editing.value || project.notation.length <= longText) show()
    else wait(setTimeout(show, restMilliseconds))
  }
  watch(editing, begun => { if (begun && late !== null) show() }, { flush: 'sync' })
  watch(() => project.selection, () => { if (!editing.value && problem.value === null) follow() }, { flush: 'sync' })
  onScopeDispose(() => wait(null))

  // Another design takes the text over even where both read the same: what is half typed belongs to the one before.
  watch(() => [project.notation, project.activeKey] as const, ([, key], [, keyBefore]) => {
    if (own) return
    if (key === keyBefore) follow()
    else show()
  }, { flush: 'sync' })

  function typed(): void {
    const design = draft.value.trim() === '' ? { items: [] } : read(draft.value)
    if (!design) return
    own = true
    project.replaceDesign(design, 'Edit the notation', 'notation')
    own = false
  }

  function leave(): void {
    editing.value = false
    project.seal()
    if (!problem.value) show()
  }

  function revert(): void {
    draft.value = project.notation
  }

  return { draft, editing, problem, mark, typed, leave, revert }
}

function read(text: string) {
  const parsed = parseDesign(text)
  return parsed.ok ? parsed.value : null
}
