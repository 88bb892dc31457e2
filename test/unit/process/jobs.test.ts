import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeInput } from '../../../core/evaluation/partition'
import type { InputModel } from '../../../core/evaluation/inputModel'
import { workerRunner, type TaskRunner } from '../../../core/process/jobs'
import { must } from '../../support/evaluate'
import { symmetric } from '../../support/symmetricMatrices'

const root = resolve(import.meta.dirname, '../../..')
const folder = mkdtempSync(join(tmpdir(), 'mmi-jobs-'))
let run: TaskRunner
let idleThreads: number

const listsThreads = existsSync('/proc/self/task')
const threadCount = (): number => (listsThreads ? readdirSync('/proc/self/task').length : 0)

// bundled as the app's is: from a file of its own, with everything that its helpers need inside
beforeAll(async () => {
  await build({
    root, configFile: false, logLevel: 'error', define: { __APP_VERSION__: '"test"' }, ssr: { noExternal: true },
    build: { ssr: resolve(root, 'core/process/worker.ts'), outDir: folder, target: 'node20.18', rolldownOptions: { output: { entryFileNames: 'worker.mjs' } } }
  })
  run = workerRunner(join(folder, 'worker.mjs'))
  // those of the bundler and of file access are there by now, and stay
  idleThreads = threadCount()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** min(i, j), of an order at which helpers are started. */
const order = 1100
const model: InputModel = {
  covariance: { kind: 'full', order, entries: symmetric(order, row => row + 1) },
  origin: 'estimated', summary: { estimator: 'sample', shrinkage: null, standardized: false, note: null }, rows: 5000, droppedRows: 0, constantColumns: []
}
const task = { kind: 'decompose', model, partitions: [wholeInput(order)] } as const

describe('a decomposition in a thread of its own', () => {
  it('gives the known eigenvalues, with progress that rises to 1', async () => {
    const fractions: number[] = []
    const [found] = must(await run(task, { onProgress: ({ fraction }) => void fractions.push(fraction!) }))
    const largest = 1 / (4 * Math.sin(Math.PI / (4 * order + 2)) ** 2)
    // the promise of the solver, N·ε·λ₁
    expect(Math.abs(found!.spectrum.positive[0]! - largest)).toBeLessThan(order * Number.EPSILON * largest)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
  })

  it.skipIf(!listsThreads)('ends when it is cancelled, and its helpers with it (threads are counted where the system lists them)', async () => {
    while (threadCount() > idleThreads) await setImmediate()
    const controller = new AbortController()
    let most = 0
    const outcome = await run(task, {
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        most = Math.max(most, threadCount())
        if (fraction! > 0.2) controller.abort()
      }
    })
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
    expect(most).toBeGreaterThan(idleThreads)
    while (threadCount() > idleThreads) await setImmediate()
  })
})
