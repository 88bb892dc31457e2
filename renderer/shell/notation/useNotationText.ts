/** The text of the design, two-way in step with the picture. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { Problem } from '../../../core/api/problem'
import { parseDesign, parseDesignWithRanges } from '../../../core/design/parse'
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
    if (editing.value || !project.selection || !parsed.value.ok) return null
    const range = parsed.value.value.ranges.get(project.selection.join('.'))
    return range ? { kind: 'selection', ...range } : null
  })

  // Another design takes the text over even where both read the same: what is half typed belongs to the one before.
  watch(() => [project.notation, project.activeKey] as const, ([notation]) => {
    if (!own) draft.value = notation
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
    if (!problem.value) draft.value = project.notation
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
