/** The certificate of the active design: weights trained in core, on demand, with progress and cancel. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Certificate } from '../../core/api/model'
import type { Problem } from '../../core/api/problem'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { useProject } from './project'

export type CertificateState = 'idle' | 'running' | 'done' | 'stale'

const training = { seed: 1, starts: 8 } as const

export const useCertificate = defineStore('certificate', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()

  const certificate = shallowRef<Certificate | null>(null)
  const certified = ref<string | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const progress = ref<number | null>(null)
  const running = ref(false)
  /** What a certificate is of. */
  const subject = computed(() => data.data && !evaluation.isEmpty ? JSON.stringify([data.data.dataId, evaluation.model, project.notation]) : null)

  const possible = computed(() => subject.value !== null)

  let job: string | null = null
  let attempt = 0

  const state = computed((): CertificateState => {
    if (running.value) return 'running'
    if (certificate.value === null) return 'idle'
    return certified.value === subject.value ? 'done' : 'stale'
  })

  async function certify(): Promise<void> {
    const dataId = data.data?.dataId
    const wanted = subject.value
    if (dataId === undefined || wanted === null) return
    cancel()
    const mine = ++attempt
    running.value = true
    problem.value = null
    const result = await core.runJob(event => { if (mine === attempt) progress.value = event.fraction }, id => {
      job = id
      return core.call('certify', id, dataId, evaluation.model, project.notation, training)
    })
    if (mine !== attempt) return
    job = null
    running.value = false
    progress.value = null
    if (result.ok) {
      certificate.value = result.value
      certified.value = wanted
    } else if (result.problem.code !== 'JOB_CANCELLED') problem.value = result.problem
  }

  function cancel(): void {
    if (job !== null) void core.call('cancel', job)
    job = null
    attempt += 1
    running.value = false
    progress.value = null
  }

  // another project or other data: nothing of the old certificate is of any use
  watch(() => data.data?.dataId ?? null, () => {
    cancel()
    certificate.value = null
    problem.value = null
  })
  // training for a design that has moved on would answer a question nobody asks any more
  watch(subject, () => { if (running.value) cancel() })

  return { certificate, state, possible, problem, progress, certify, cancel }
})
