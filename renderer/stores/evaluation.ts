/** Answers for what is on screen: evaluation, spectrum and MMI(F), each asked again when what it rests on changes. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { SpectrumAnswer } from '../../core/api/contract'
import type { BudgetCurve, Evaluation, ModelOptions } from '../../core/api/model'
import type { Problem, Result } from '../../core/api/problem'
import { parseDesign } from '../../core/design/parse'
import { validateDesign } from '../../core/design/validate'
import { bottleneckLeaf as bottleneckLeafOf } from '../../core/report/charts/specOf'
import { useCoreConnection } from './coreConnection'
import { curveRange, type CurveRange } from './curveRange'
import { useData } from './data'
import type { DataRequest } from './dataRequest'
import { fittingResults } from './fittingResults'
import { oncePerFrame } from './frame'
import { latestWins } from './latest'
import { useProject } from './project'
import { steady } from './steady'
import { stoppedQuestions } from './stoppedQuestions'

interface EvaluationInput { readonly dataId: string; readonly model: ModelOptions; readonly notation: string }
interface CurveInput extends EvaluationInput { readonly range: CurveRange }
interface SpectrumInput { readonly dataId: string; readonly model: ModelOptions }
interface Timed<T> { readonly result: Result<T>; readonly milliseconds: number }

const curvePoints = 240
/** What is answered sooner needs no word that it is being computed. */
const tellAfterMilliseconds = 400
/** An edit that is answered this soon must not make every number blink. */
const settlingMilliseconds = 200

export const useEvaluation = defineStore('evaluation', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()

  const evaluation = shallowRef<Evaluation | null>(null)
  /** The design that `evaluation` belongs to, as text. */
  const evaluatedNotation = ref('')
  const spectrum = shallowRef<SpectrumAnswer | null>(null)
  const curve = shallowRef<BudgetCurve | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const spectrumProblem = shallowRef<Problem | null>(null)
  const curveStale = ref(false)
  const milliseconds = ref<number | null>(null)
  const range = shallowRef<CurveRange | null>(null)

  // Of the whole document only this is asked about: a name or a unit that changes is no reason to compute anything anew.
  const model = steady<ModelOptions>(() => {
    const { covariance, shape, budget, noise } = project.document
    return { covariance: { estimator: covariance.estimator, standardize: covariance.standardize }, shape: plainShape(shape), budget, noise }
  })
  const shape = steady(() => model.value.shape)
  const dataId = computed(() => data.data?.dataId ?? null)
  const isEmpty = computed(() => project.design.items.length === 0)
  /** Everything wrong with the design, each at its block. */
  const designProblems = computed(() =>
    data.dimension === null || isEmpty.value ? [] : validateDesign(project.design, { dimension: data.dimension, shape: shape.value }))
  /** The last good answer no longer belongs to what is on screen. */
  const stale = computed(() => evaluation.value !== null && (problem.value !== null || slowCalls.value > 0))

  /** What `evaluation.bottleneckStages` count in; the design on screen may have moved on. */
  const evaluatedDesign = computed(() => {
    if (evaluatedNotation.value === project.notation) return project.design
    if (evaluatedNotation.value === evaluatedTree.notation) return evaluatedTree.design
    const parsed = parseDesign(evaluatedNotation.value)
    return parsed.ok ? parsed.value : { items: [] }
  })
  /** The design as it was on screen when it was answered: its items are those that an edit leaves as they are. */
  let evaluatedTree = { notation: '', design: project.design }
  const settling = ref(false)
  let settled: ReturnType<typeof setTimeout> | undefined
  watch(() => project.notation, () => {
    settling.value = true
    clearTimeout(settled)
    settled = setTimeout(() => { settling.value = false }, settlingMilliseconds)
  }, { flush: 'sync' })
  /** What may be written on the blocks: no number rather than one that belongs to another block. */
  const drawn = computed(() => {
    const answer = evaluation.value
    if (!answer || evaluatedNotation.value === project.notation || (settling.value && problem.value === null)) return answer
    return fittingResults(answer, evaluatedDesign.value, project.design)
  })

  const evaluationInput = steady<EvaluationInput | null>(() =>
    dataId.value === null || isEmpty.value ? null : { dataId: dataId.value, model: model.value, notation: project.notation })
  const spectrumKey = computed(() => dataId.value === null ? null : JSON.stringify([dataId.value, model.value.covariance]))
  const curveKey = computed(() => {
    const { covariance, shape, noise } = model.value
    return evaluationInput.value && range.value ? JSON.stringify([dataId.value, covariance, shape, noise, project.notation, range.value]) : null
  })

  const stopped = stoppedQuestions()

  const slowCalls = ref(0)
  /** Something takes long enough to be told: the eigenvalues of wide data, or another pass over the rows. */
  const computing = computed(() => slowCalls.value > 0)
  async function timed<T>(call: Promise<T>): Promise<T> {
    let slow = false
    const timer = setTimeout(() => {
      slow = true
      slowCalls.value += 1
    }, tellAfterMilliseconds)
    try {
      return await call
    } finally {
      clearTimeout(timer)
      if (slow) slowCalls.value -= 1
    }
  }

  const evaluationRequests = latestWins<EvaluationInput, Timed<Evaluation>>(
    async ({ dataId: id, model: options, notation }) => {
      const started = performance.now()
      const result = await timed(core.call('evaluate', id, options, notation))
      stopped.answered(`${notation} ${JSON.stringify(options)}`, result, core.state)
      return { result, milliseconds: performance.now() - started }
    },
    ({ result, milliseconds: took }, input, waiting) => {
      // Behind a moving budget every answer is worth showing; one for another design would be drawn on the wrong blocks.
      if (waiting && (waiting.notation !== input.notation || waiting.dataId !== input.dataId || !result.ok)) return
      if (!result.ok) {
        problem.value = result.problem
        return
      }
      problem.value = null
      evaluation.value = result.value
      evaluatedNotation.value = input.notation
      if (input.notation === project.notation) evaluatedTree = { notation: input.notation, design: project.design }
      milliseconds.value = took
      const owner = rangeOwner(input)
      const kept = rangeOf?.request === data.request && rangeOf.owner === owner ? range.value : null
      range.value = curveRange(result.value.budget, bottleneckBreakpoints(result.value), kept)
      rangeOf = { request: data.request, owner }
      if (result.value.standardErrorPending) askErrors(input)
    }
  )

  /** What standard errors need of the rows is made ready behind the answers, once for each design and covariance; then the answers are asked for again. */
  const errorsTried = new Set<string>()
  const preparingErrors = ref(false)
  const errorsKey = ({ dataId: id, model: { covariance, shape }, notation }: EvaluationInput): string => JSON.stringify([id, covariance, shape, notation])
  const errorRequests = latestWins<EvaluationInput, Result<null>>(
    async input => {
      const { dataId: id, model: options, notation } = input
      errorsTried.add(errorsKey(input))
      preparingErrors.value = true
      return core.runJob(() => {}, job => core.call('prepareErrors', job, id, options, notation))
    },
    (_result, _input, waiting) => {
      if (waiting) return
      preparingErrors.value = false
      askEvaluation()
      askCurve()
    }
  )
  let resting: ReturnType<typeof setTimeout> | undefined
  /** Once typing rests: until then each letter would start a pass over the rows, and every answer be asked for twice. */
  function askErrors(input: EvaluationInput): void {
    clearTimeout(resting)
    if (!errorsTried.has(errorsKey(input))) resting = setTimeout(() => errorRequests.request(input), settlingMilliseconds)
  }

  // The range stays while only the budget moves, and when core has read the same data again.
  let rangeOf: { readonly request: DataRequest | null; readonly owner: string } | null = null
  const rangeOwner = ({ notation, model: { covariance, shape, noise } }: EvaluationInput): string => JSON.stringify([notation, covariance, shape, noise])

  const spectrumRequests = latestWins<SpectrumInput, Result<SpectrumAnswer>>(
    ({ dataId: id, model: options }) => timed(core.call('spectrum', id, options)),
    (result, _input, waiting) => {
      if (waiting) return
      spectrumProblem.value = result.ok ? null : result.problem
      if (result.ok) spectrum.value = result.value
    }
  )

  const curveRequests = latestWins<CurveInput, Result<BudgetCurve>>(
    ({ dataId: id, model: options, notation, range: { from, to } }) => core.call('budgetCurve', id, options, notation, { from, to, points: curvePoints, scale: 'log' }),
    (result, _input, waiting) => {
      if (waiting) return
      curveStale.value = !result.ok
      if (result.ok) curve.value = result.value
    }
  )

  const askEvaluation = oncePerFrame(() => {
    const input = evaluationInput.value
    if (input && stopped.mayAsk(`${input.notation} ${JSON.stringify(input.model)}`)) evaluationRequests.request(input)
  })
  const askSpectrum = oncePerFrame(() => {
    if (dataId.value !== null) spectrumRequests.request({ dataId: dataId.value, model: model.value })
  })
  const askCurve = oncePerFrame(() => {
    const input = evaluationInput.value
    if (input && range.value) curveRequests.request({ ...input, range: range.value })
  })

  watch(evaluationInput, input => {
    if (input) askEvaluation()
    else if (dataId.value === null || isEmpty.value) forgetEvaluation()
  }, { immediate: true })
  watch(spectrumKey, key => {
    if (key !== null) return askSpectrum()
    spectrumRequests.reset()
    spectrum.value = null
    spectrumProblem.value = null
  }, { immediate: true })
  watch(curveKey, key => { if (key !== null) askCurve() }, { immediate: true })
  watch(problem, trouble => { if (trouble) curveStale.value = true })

  function forgetEvaluation(): void {
    evaluationRequests.reset()
    curveRequests.reset()
    evaluation.value = null
    curve.value = null
    problem.value = null
    range.value = null
    milliseconds.value = null
    curveStale.value = false
  }

  const bottleneckLeaf = computed(() => bottleneckLeafOf(evaluation.value))
  // Components of an earlier design must not be marked in the spectrum of the present data.
  const active = computed(() => stale.value ? null : bottleneckLeaf.value?.active ?? null)
  const waterLevel = computed(() => stale.value ? null : bottleneckLeaf.value?.waterLevel ?? null)

  return {
    evaluation, evaluatedNotation, evaluatedDesign, drawn, spectrum, curve, problem, spectrumProblem, curveStale, milliseconds, range, model,
    isEmpty, designProblems, stale, computing, preparingErrors, bottleneckLeaf, active, waterLevel
  }
})

/** Breakpoints of every bottleneck stage that is a block. */
function bottleneckBreakpoints(evaluation: Evaluation): readonly number[] {
  const stages = new Set(evaluation.bottleneckStages.map(String))
  return evaluation.blocks.flatMap(block => 'breakpoints' in block && stages.has(block.path) ? block.breakpoints : [])
}

function plainShape(shape: { readonly height: number; readonly width: number; readonly channels: number } | null): ModelOptions['shape'] {
  return shape ? { height: shape.height, width: shape.width, channels: shape.channels } : null
}
