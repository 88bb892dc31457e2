import { describe, expect, it } from 'vitest'
import type { JobProgress } from '../../../core/api/contract'
import { certify } from '../../../core/evaluation/certify'
import { certifyTask, runTask } from '../../../core/process/tasks'
import { must, prepare } from '../../support/evaluate'

const evaluation = prepare('([0:3] dense(2) | [3:6] conv(block=3, filters=1)) -> dense(2)', { input: [3, 2, 1, 0.5, 0.2, 0.1], budget: 4 })
const options = { seed: 2, starts: 3 }
const task = certifyTask(evaluation, options)

describe('the task that certifies', () => {
  it('survives the way into a thread and gives the certificate of its evaluation', async () => {
    expect(must(await runTask(structuredClone(task)))).toEqual(certify(evaluation, options))
  })

  it('tells of eigenvectors, then of the training to its end, and not of every iteration', async () => {
    const told: Omit<JobProgress, 'job'>[] = []
    await runTask(task, { onProgress: progress => void told.push(progress) })
    expect(told[0]).toEqual({ fraction: null, rows: 0, stage: 'eigenvalues' })
    expect(told.slice(1).every(({ stage }) => stage === 'training')).toBe(true)
    expect(told.at(-1)?.fraction).toBe(1)
    let iterations = 0
    certify(evaluation, options, { onProgress: () => { iterations++ } })
    expect(told.length).toBeLessThan(iterations)
  })

  it('answers that it was cancelled', async () => {
    const controller = new AbortController()
    const running = runTask(task, { signal: controller.signal, onProgress: ({ stage }) => { if (stage === 'training') controller.abort() } })
    expect(await running).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
  })

  it('refuses numbers whose products are beyond all range', async () => {
    const extreme = certifyTask(prepare('dense(2)', { input: [1e300, 1], budget: 1e300 }), options)
    expect(await runTask(extreme)).toMatchObject({ ok: false, problem: { code: 'NUMERICAL_FAILURE' } })
  })
})
