/** The target interval of the data in use: asked for in the background, at once where that is quick, else when the user says so. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { TargetAnswer } from '../../core/api/contract'
import type { Problem } from '../../core/api/problem'
import { judgingInterval, type TargetOptions } from '../../core/api/target'
import { measurementOptions } from '../../core/api/targetMeasurement'
import { targetOptionsOf } from '../../core/project/document'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { oncePerFrame } from './frame'
import { useProject } from './project'

export type TargetState = 'no-data' | 'no-label' | 'idle' | 'computing' | 'ready' | 'stale' | 'saved'

/** Up to this many values (rows × inputs) the interval is measured without asking: some seconds in a thread of its own. */
const askedAtOnce = 2_000_000

export const useTarget = defineStore('target', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()

  const answer = shallowRef<TargetAnswer | null>(null)
  /** What `answer` answers. */
  const answered = ref<string | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const progress = ref<number | null>(null)
  const computing = ref(false)

  const options = computed((): TargetOptions => targetOptionsOf(project.document))
  const loaded = computed(() => data.data)
  const labelled = computed(() => loaded.value?.label ?? null)
  /** Whether a label can be chosen: the rows are at hand as a CSV. */
  const canLabel = computed(() => data.importOptions !== null)
  const question = computed(() => loaded.value && labelled.value ? JSON.stringify([loaded.value.dataId, options.value, project.unit]) : null)
  /** What has to be measured for the question: while this stays, core answers at once. */
  const measurement = computed(() => loaded.value && labelled.value ? JSON.stringify([loaded.value.dataId, measurementOptions(options.value)]) : null)
  const measured = ref<string | null>(null)

  const state = computed((): TargetState => {
    if (loaded.value === null) return 'no-data'
    if (labelled.value === null) return 'no-label'
    if (computing.value) return 'computing'
    if (answer.value === null) return 'idle'
    if (answered.value !== question.value || problem.value !== null) return 'stale'
    return answer.value.basis === 'saved' ? 'saved' : 'ready'
  })
  const analysis = computed(() => answer.value?.analysis ?? null)
  /** The interval that designs are measured against; not one of other data or other choices. */
  const interval = computed(() => answered.value === question.value ? judgingInterval(analysis.value) : null)

  let job: string | null = null
  let attempt = 0

  /** Measures and analyses; the latest call wins. */
  async function compute(): Promise<void> {
    const asked = question.value
    const measuring = measurement.value
    const dataId = loaded.value?.dataId
    if (asked === null || dataId === undefined) return
    stop()
    const mine = ++attempt
    computing.value = true
    const result = await core.runJob(event => { if (mine === attempt) progress.value = event.fraction }, id => {
      job = id
      return core.call('analyseTarget', id, dataId, options.value, project.unit)
    })
    if (mine !== attempt) return
    job = null
    computing.value = false
    progress.value = null
    if (result.ok) {
      answer.value = result.value
      answered.value = asked
      measured.value = measuring
      problem.value = null
    } else problem.value = result.problem.code === 'JOB_CANCELLED' ? null : result.problem
  }

  function stop(): void {
    if (job !== null) void core.call('cancel', job)
    job = null
  }

  function cancel(): void {
    stop()
    attempt += 1
    computing.value = false
    progress.value = null
  }

  const quick = (): boolean => {
    const { rows, dimension } = loaded.value ?? { rows: null, dimension: 0 }
    return rows !== null && rows * dimension <= askedAtOnce
  }
  const ask = oncePerFrame(() => { void compute() })
  watch(question, (now, before) => {
    if (now === null) {
      cancel()
      answer.value = null
      answered.value = null
      measured.value = null
      problem.value = null
      return
    }
    if (now === before) return
    if (quick() || measured.value === measurement.value) ask()
    else if (computing.value) cancel()
  }, { immediate: true })

  /** One undoable step. @param mergeKey one for all keystrokes in a field */
  function change(patch: Partial<TargetOptions>, mergeKey: string | null = null): void {
    project.change('Change the target interval', { target: { ...project.document.target, ...options.value, ...patch } }, mergeKey)
  }

  return { answer, analysis, interval, options, state, canLabel, problem, progress, computing, compute, cancel, change }
})
