/** MMI along the width of one block: of the selected one, else of the first block in the bottleneck. Asked for only while it is looked at. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ModelOptions, WidthCurve } from '../../core/api/model'
import type { Problem, Result } from '../../core/api/problem'
import { itemAt } from '../../core/design/paths'
import type { Block, Path } from '../../core/design/types'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { oncePerFrame } from './frame'
import { latestWins } from './latest'
import { useProject } from './project'

interface WidthQuestion {
  readonly dataId: string
  readonly model: ModelOptions
  readonly notation: string
  readonly path: Path
  readonly to: number
}

const curvePoints = 300
/** Widths far beyond the rank of the input change nothing. */
const widestShown = 4000

export const useWidthCurve = defineStore('widthCurve', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()

  const curve = shallowRef<WidthCurve | null>(null)
  /** Of the block that `curve` belongs to. */
  const curvePath = shallowRef<Path | null>(null)
  const problem = shallowRef<Problem | null>(null)
  /** Whether anything shows the curve. */
  const lookedAt = ref(false)

  const block = computed((): { readonly path: Path; readonly block: Block } | null => {
    const selected = blockAt(project.selection)
    if (selected) return selected
    const stage = evaluation.evaluation?.bottleneckStages.map(index => blockAt([index])).find(found => found !== null)
    return stage ?? null
  })
  function blockAt(path: Path | null): { readonly path: Path; readonly block: Block } | null {
    const item = path && itemAt(project.design, path)
    return path && item && item.kind !== 'parallel' ? { path, block: item } : null
  }
  const width = computed(() => block.value ? widthOf(block.value.block) : null)

  /** The right end of the axis: it stands still while the width moves inside it. */
  const to = ref(0)
  const rank = computed(() => evaluation.evaluation?.input.rank ?? 0)
  watch(() => [block.value?.path.join('.'), data.data?.dataId, rank.value, (width.value ?? 0) > to.value] as const, () => {
    to.value = Math.min(widestShown, Math.max(2 * (width.value ?? 1), rank.value, 4))
  }, { immediate: true })

  const question = computed((): WidthQuestion | null => {
    const dataId = data.data?.dataId
    if (!lookedAt.value || dataId === undefined || block.value === null || evaluation.isEmpty) return null
    return { dataId, model: evaluation.model, notation: project.notation, path: block.value.path, to: Math.max(to.value, 1) }
  })
  const requests = latestWins<WidthQuestion, Result<WidthCurve>>(
    ({ dataId, model, notation, path, to: last }) => core.call('widthCurve', dataId, model, notation, [...path], { from: 1, to: last, points: curvePoints }),
    (result, asked, waiting) => {
      if (waiting) return
      problem.value = result.ok ? null : result.problem
      if (!result.ok) return
      curve.value = result.value
      curvePath.value = asked.path
    }
  )
  const ask = oncePerFrame(() => { if (question.value) requests.request(question.value) })
  watch(() => question.value && JSON.stringify(question.value), asked => {
    if (asked !== null) ask()
    else if (block.value === null || data.data === null) {
      requests.reset()
      curve.value = null
      curvePath.value = null
      problem.value = null
    }
  }, { immediate: true })

  /** The curve of the block that is meant now; that of another one would mislead. */
  const shown = computed(() => curvePath.value?.join('.') === block.value?.path.join('.') ? curve.value : null)

  /** One step to undo for all moves of a drag. */
  function setWidth(next: number): void {
    const target = block.value
    if (!target || widthOf(target.block) === next) return
    const item: Block = target.block.kind === 'dense' ? { ...target.block, units: next } : { ...target.block, filters: next }
    project.edit({ kind: 'replace', path: target.path, item }, `${target.path.join('.')} width drag`)
  }

  return { shown, block, width, problem, lookedAt, setWidth }
})

function widthOf(block: Block): number {
  return block.kind === 'dense' ? block.units : block.filters
}
