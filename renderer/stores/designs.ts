/** The designs of the project beside each other: what each one gives. Asked for only while it is looked at, and there is more than one. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { DesignComparison, ModelOptions } from '../../core/api/model'
import type { Problem, Result } from '../../core/api/problem'
import type { TargetInterval } from '../../core/api/target'
import type { Design } from '../../core/design/types'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { oncePerFrame } from './frame'
import { latestWins } from './latest'
import { useOverlays } from './overlays'
import { useProject } from './project'
import { stoppedQuestions } from './stoppedQuestions'
import { useTarget } from './target'

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
  /** Place of its curve among those that are drawn over the shown one's; null while it is not. */
  readonly overlay: number | null
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

export const useDesigns = defineStore('designs', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()
  const target = useTarget()
  const overlays = useOverlays()
  const stopped = stoppedQuestions()

  /** Panels that show the comparison. */
  const onlookers = ref(0)
  const answers = shallowRef<ReadonlyMap<number, Answer>>(new Map())

  const listed = computed(() => project.designList().designs.map(({ key, entry, tree }) => ({ key, name: entry.name, notation: entry.notation, tree })))
  const several = computed(() => listed.value.length > 1)

  const question = computed<Question | null>(() => {
    const dataId = data.data?.dataId
    if (dataId === undefined || !several.value || onlookers.value === 0) return null
    return { dataId, model: evaluation.model, interval: target.interval && { ...target.interval }, designs: listed.value }
  })
  /** What one design's answer rests on. */
  const questionOf = ({ dataId, model, interval: judge }: Omit<Question, 'designs'>, notation: string): string => JSON.stringify([dataId, model, judge, notation])
  const wording = ({ model, interval: judge, designs }: Question): string => JSON.stringify([model, judge, designs.map(({ notation }) => notation)])

  const requests = latestWins<Question, Result<readonly Result<DesignComparison>[]>>(
    async asked => {
      const result = await core.call('compareDesigns', asked.dataId, asked.model, asked.designs.map(({ notation }) => notation), asked.interval)
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
      const pending = asked.designs.filter((_, index) => result.value[index]?.ok && result.value[index].value.evaluation.standardErrorPending)
      prepareErrors({ ...asked, designs: pending })
    }
  )

  const ask = oncePerFrame(() => {
    if (question.value && stopped.mayAsk(wording(question.value))) requests.request(question.value)
  })
  watch(() => question.value && JSON.stringify([question.value.dataId, wording(question.value), question.value.designs.map(({ key }) => key)]), asked => { if (asked !== null) ask() }, { immediate: true })
  watch(() => data.data === null, none => {
    if (!none) return
    requests.reset()
    answers.value = new Map()
  })

  /** What standard errors need of the rows is made ready once for each design and covariance; then the comparison is asked for again. */
  const errorsTried = new Set<string>()
  const errorRequests = latestWins<Question, null>(
    async ({ dataId, model, designs }) => {
      for (const { notation } of designs) {
        errorsTried.add(errorsKey(dataId, model, notation))
        await core.runJob(() => {}, job => core.call('prepareErrors', job, dataId, model, notation))
      }
      return null
    },
    (_, _input, waiting) => { if (!waiting) ask() }
  )
  function prepareErrors(asked: Question): void {
    const designs = asked.designs.filter(({ notation }) => !errorsTried.has(errorsKey(asked.dataId, asked.model, notation)))
    if (designs.length > 0) errorRequests.request({ ...asked, designs })
  }

  const rows = computed((): readonly DesignRow[] => listed.value.map(({ key, name, notation, tree }, index) => {
    const answer = answers.value.get(key)
    return {
      key, index, name,
      active: index === project.activeIndex,
      comparison: answer?.comparison ?? null,
      design: answer?.design ?? tree,
      problem: answer?.problem ?? null,
      stale: answer !== undefined && question.value !== null && (answer.problem !== null || answer.question !== questionOf(question.value, notation)),
      overlaid: overlays.chosen.has(key),
      overlay: overlays.places.get(key) ?? null
    }
  }))

  /** Call while a comparison is on screen. @returns the end of it */
  function observe(): () => void {
    onlookers.value += 1
    let observing = true
    return () => {
      if (observing) onlookers.value -= 1
      observing = false
    }
  }

  return { rows, several, observe }
})

function errorsKey(dataId: string, { covariance, shape }: ModelOptions, notation: string): string {
  return JSON.stringify([dataId, covariance, shape, notation])
}
