/** Where the shown design stands in the target interval, and what would bring it to the upper end. */
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { DesignComparison, ModelOptions } from '../../core/api/model'
import type { Result } from '../../core/api/problem'
import type { TargetInterval, TargetVerdict } from '../../core/api/target'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { oncePerFrame } from './frame'
import { latestWins } from './latest'
import { useProject } from './project'
import { useTarget } from './target'

interface Question {
  readonly dataId: string
  readonly model: ModelOptions
  readonly notation: string
  readonly interval: TargetInterval
}

export const useVerdict = defineStore('verdict', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()
  const target = useTarget()

  const answer = shallowRef<{ readonly question: string; readonly verdict: TargetVerdict | null } | null>(null)

  const question = computed((): Question | null => {
    const dataId = data.data?.dataId
    const { interval } = target
    if (dataId === undefined || interval === null || evaluation.isEmpty || evaluation.designProblems.length > 0) return null
    return { dataId, model: evaluation.model, notation: project.notation, interval: { ...interval } }
  })
  const key = computed(() => question.value && JSON.stringify(question.value))

  const requests = latestWins<Question, Result<readonly Result<DesignComparison>[]>>(
    ({ dataId, model, notation, interval }) => core.call('compareDesigns', dataId, model, [notation], interval),
    (result, asked) => {
      const [own] = result.ok ? result.value : []
      answer.value = own?.ok ? { question: JSON.stringify(asked), verdict: own.value.verdict } : null
    }
  )
  const ask = oncePerFrame(() => { if (question.value) requests.request(question.value) })
  watch(key, wanted => {
    if (wanted !== null) return ask()
    requests.reset()
    answer.value = null
  }, { immediate: true })

  /** While a budget is dragged the last verdict stays; one of another question is replaced as soon as the answer is here. */
  const verdict = computed(() => key.value === null ? null : answer.value?.verdict ?? null)

  return { verdict }
})
