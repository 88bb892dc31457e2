/** The designs of the project beside each other: what each one gives, and the curves of those laid over the shown one's. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { BudgetCurve, DesignComparison, ModelOptions } from '../../core/api/model'
import type { Problem, Result } from '../../core/api/problem'
import type { TargetInterval } from '../../core/api/target'
import type { Design } from '../../core/design/types'
import type { NamedCurve } from '../../core/report/charts/spec'
import { useCoreConnection } from './coreConnection'
import type { CurveRange } from './curveRange'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { oncePerFrame } from './frame'
import { latestWins } from './latest'
import { useProject } from './project'
import { stoppedQuestions } from './stoppedQuestions'

/** A design's line in the comparison. */
export interface DesignRow {
  readonly key: number
  /** In the project's list. */
  readonly index: number
  readonly name: string
  /** Whether it is the one that is shown. */
  readonly active: boolean
  /** The last good answer; null until there is one. */
  readonly comparison: DesignComparison | null
  /** The design that the answer is for. */
  readonly design: Design
  readonly problem: Problem | null
  /** The answer belongs to an earlier design, budget or data. */
  readonly stale: boolean
  /** Its curve is drawn in MMI(F) while another design is shown. */
  readonly overlaid: boolean
}

interface Question {
  readonly dataId: string
  readonly model: ModelOptions
  readonly interval: TargetInterval | null
  readonly designs: readonly { readonly key: number; readonly notation: string; readonly tree: Design }[]
}

interface Answer {
  readonly question: string
  readonly comparison: DesignComparison | null
  readonly design: Design
  readonly problem: Problem | null
}

interface CurveQuestion {
  /** Equal for equal curves. */
  readonly id: string
  readonly name: string
  readonly dataId: string
  readonly model: ModelOptions
  readonly notation: string
  readonly range: CurveRange
}

const curvePoints = 240

export const useDesigns = defineStore('designs', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()
  const stopped = stoppedQuestions()

  /** Panels that show the comparison; while there is none, nothing is asked. */
  const onlookers = ref(0)
  const interval = shallowRef<TargetInterval | null>(null)
  const answers = shallowRef<ReadonlyMap<number, Answer>>(new Map())
  const overlaid = shallowRef<ReadonlySet<number>>(new Set())
  const curves = shallowRef<ReadonlyMap<string, BudgetCurve>>(new Map())

  const listed = computed(() => project.designList().designs.map(({ key, entry, tree }) => ({ key, notation: entry.notation, tree })))
  const several = computed(() => listed.value.length > 1)

  const question = computed<Question | null>(() => {
    const dataId = data.data?.dataId
    if (dataId === undefined || !several.value || onlookers.value === 0) return null
    return { dataId, model: evaluation.model, interval: interval.value, designs: listed.value }
  })
  /** What one design's answer rests on. */
  const questionOf = ({ dataId, model, interval: asked }: Omit<Question, 'designs'>, notation: string): string => JSON.stringify([dataId, model, asked, notation])
  const wording = (asked: Question): string => JSON.stringify([asked.model, asked.interval, asked.designs.map(({ notation }) => notation)])

  const comparisons = latestWins<Question, Result<readonly Result<DesignComparison>[]>>(
    async asked => {
      const result = await core.call('compareDesigns', asked.dataId, asked.model, asked.designs.map(({ notation }) => notation), plainInterval(asked.interval))
      stopped.answered(wording(asked), result, core.state)
      return result
    },
    (result, asked) => {
      // When nothing was answered the last good numbers stay, marked as out of date.
      if (!result.ok) return
      answers.value = new Map(asked.designs.map(({ key, notation, tree }, index) => {
        const own = result.value[index]
        const before = answers.value.get(key)
        const good = own?.ok ? { comparison: own.value, design: tree } : { comparison: before?.comparison ?? null, design: before?.design ?? tree }
        return [key, { question: questionOf(asked, notation), ...good, problem: own && !own.ok ? own.problem : null }]
      }))
    }
  )

  const askComparison = oncePerFrame(() => {
    if (question.value && stopped.mayAsk(wording(question.value))) comparisons.request(question.value)
  })
  watch(() => question.value && JSON.stringify([question.value.dataId, wording(question.value), question.value.designs.map(({ key }) => key)]), asked => { if (asked !== null) askComparison() }, { immediate: true })
  watch(() => data.data === null, none => {
    if (!none) return
    comparisons.reset()
    answers.value = new Map()
  })

  const rows = computed((): readonly DesignRow[] => listed.value.map(({ key, notation, tree }, index) => {
    const answer = answers.value.get(key)
    const active = index === project.activeIndex
    return {
      key, index, active,
      name: project.document.designs[index]?.name ?? '',
      comparison: answer?.comparison ?? null,
      design: answer?.design ?? tree,
      problem: answer?.problem ?? null,
      stale: answer !== undefined && question.value !== null && (answer.problem !== null || answer.question !== questionOf(question.value, notation)),
      overlaid: overlaid.value.has(key)
    }
  }))

  /** The curves to ask for: of the designs laid over the shown one's, over the same budgets. */
  const wanted = computed((): readonly CurveQuestion[] => {
    const dataId = data.data?.dataId
    const { range, model } = evaluation
    if (dataId === undefined || range === null) return []
    return listed.value.flatMap(({ key, notation, tree }, index) => {
      if (index === project.activeIndex || !overlaid.value.has(key) || tree.items.length === 0) return []
      const id = JSON.stringify([dataId, model.covariance, model.shape, model.noise, range, notation])
      return [{ id, name: project.document.designs[index]?.name ?? '', dataId, model, notation, range }]
    })
  })
  /** For the chart, in the order of the list. */
  const others = computed((): readonly NamedCurve[] => wanted.value.flatMap(({ id, name }) => {
    const curve = curves.value.get(id)
    return curve ? [{ name, budgets: curve.budgets, mmi: curve.mmi }] : []
  }))

  const curveRequests = latestWins<readonly CurveQuestion[], ReadonlyMap<string, BudgetCurve>>(askCurves, found => { curves.value = found })

  /** Curves that are known are kept, the others asked for; a design that has none is left out. */
  async function askCurves(asked: readonly CurveQuestion[]): Promise<ReadonlyMap<string, BudgetCurve>> {
    const known = curves.value
    const found = await Promise.all(asked.map(async ({ id, dataId, model, notation, range: { from, to } }) => {
      const before = known.get(id)
      if (before || !stopped.mayAsk(id)) return [id, before] as const
      const result = await core.call('budgetCurve', dataId, model, notation, { from, to, points: curvePoints, scale: 'log' })
      stopped.answered(id, result, core.state)
      return [id, result.ok ? result.value : undefined] as const
    }))
    return new Map(found.flatMap(([id, curve]) => (curve ? [[id, curve]] : [])))
  }

  const askOverlays = oncePerFrame(() => { if (wanted.value.length > 0) curveRequests.request(wanted.value) })
  watch(() => JSON.stringify(wanted.value.map(({ id }) => id)), () => askOverlays())

  /** Call while a comparison is on screen. @returns the end of it */
  function observe(): () => void {
    onlookers.value += 1
    let observing = true
    return () => {
      if (observing) onlookers.value -= 1
      observing = false
    }
  }

  /** The target interval that designs are judged by; null: none. */
  function judgeBy(next: TargetInterval | null): void {
    interval.value = next
  }

  function overlay(key: number, on: boolean): void {
    const next = new Set(overlaid.value)
    if (on) next.add(key)
    else next.delete(key)
    overlaid.value = next
  }

  // A design that was just made is seen against the one it was made beside. Keys rise, so one that undo brings back is not new.
  let newest = Math.max(...project.designKeys)
  let shown = project.activeKey
  watch(() => [project.activeKey, project.designKeys] as const, ([active, keys]) => {
    if (active > newest && keys.includes(shown)) overlay(shown, true)
    newest = Math.max(newest, ...keys)
    shown = active
  })

  return { rows, several, interval, others, observe, judgeBy, overlay }
})

function plainInterval(interval: TargetInterval | null): TargetInterval | null {
  return interval && { lower: interval.lower, upper: interval.upper, recommended: interval.recommended, half: interval.half }
}
