/** Σ in use, or its correlations, at the resolution of a picture. Asked for only while it is looked at. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { CovarianceMap, MatrixKind } from '../../core/api/covarianceMap'
import type { ModelOptions } from '../../core/api/model'
import type { Problem, Result } from '../../core/api/problem'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { latestWins } from './latest'

interface MapQuestion {
  readonly dataId: string
  readonly model: ModelOptions
  readonly matrix: MatrixKind
}

/** Wider data are drawn by block means. */
const mostCells = 200

export const useCovarianceMap = defineStore('covarianceMap', () => {
  const core = useCoreConnection()
  const data = useData()
  const evaluation = useEvaluation()

  const map = shallowRef<CovarianceMap | null>(null)
  /** Names of the columns that `map` is of. */
  const names = shallowRef<readonly string[]>([])
  const problem = shallowRef<Problem | null>(null)
  const matrix = ref<MatrixKind>('covariance')
  const lookedAt = ref(false)

  const question = computed((): MapQuestion | null => {
    const dataId = data.data?.dataId
    return lookedAt.value && dataId !== undefined ? { dataId, model: evaluation.model, matrix: matrix.value } : null
  })
  // Budget, noise and shape do not change Σ.
  const key = computed(() => question.value && JSON.stringify([question.value.dataId, question.value.model.covariance, question.value.matrix]))
  const answeredKey = ref<string | null>(null)
  const requests = latestWins<MapQuestion, Result<CovarianceMap>>(
    ({ dataId, model, matrix: kind }) => core.call('covarianceMap', dataId, model, kind, mostCells),
    (result, asked, waiting) => {
      if (waiting) return
      problem.value = result.ok ? null : result.problem
      if (!result.ok) return
      map.value = result.value
      names.value = data.data?.dataId === asked.dataId ? data.data.features : []
      answeredKey.value = JSON.stringify([asked.dataId, asked.model.covariance, asked.matrix])
    }
  )
  watch(key, () => { if (question.value) requests.request(question.value) }, { immediate: true })
  watch(() => data.data === null, gone => {
    if (!gone) return
    requests.reset()
    map.value = null
    problem.value = null
  })

  const stale = computed(() => map.value !== null && key.value !== null && answeredKey.value !== key.value)
  const computing = computed(() => key.value !== null && answeredKey.value !== key.value && problem.value === null)

  return { map, names, problem, matrix, lookedAt, stale, computing }
})
