import { mkdtempSync, rmSync, writeFileSync, copyFileSync, readFileSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CoreApi, JobProgress, LoadedData } from '../../../core/api/contract'
import { hashOf, type ImportOptions, type ModelOptions } from '../../../core/api/model'
import { emptyProject } from '../../../core/project/document'
import { Grants } from '../../../core/process/grants'
import type { TaskRunner } from '../../../core/process/jobs'
import { Service } from '../../../core/process/service'
import { runTask } from '../../../core/process/tasks'
import { must } from '../../support/evaluate'
import { referenceFolder } from '../../support/reference'

const options: ImportOptions = { dialect: {}, label: 'label', features: null, missing: 'drop', missingCodes: [] }
const model: ModelOptions = { covariance: { estimator: null, standardize: false }, shape: null, budget: 5, noise: 1 }

let folder: string
let grants: Grants
let core: CoreApi
let progress: JobProgress[]
let tasks: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mmi-service-'))
  copyFileSync(resolve(referenceFolder, 'iris.csv'), join(folder, 'iris.csv'))
  grants = new Grants()
  grants.add('csv', { path: join(folder, 'iris.csv'), mode: 'read' })
  grants.add('project', { path: join(folder, 'p.mmiproj'), mode: 'write' })
  progress = []
  tasks = []
  core = newCore()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const foldersIn = (parent: string) => ({ backups: join(parent, 'backups'), recovery: join(parent, 'recovery') })

/** The same functions that worker threads run, in this thread. */
function newCore(): CoreApi {
  const runInThread: TaskRunner = (task, hooks) => {
    tasks.push(task.kind)
    return runTask(task, hooks)
  }
  return new Service({ grants, folders: foldersIn(folder), runInThread, events: { progress: each => void progress.push(each) } }).checked
}

async function loaded(): Promise<LoadedData> {
  return must(await core.loadCsv('job', 'csv', options))
}

async function savedProject(data: LoadedData, covariance: ModelOptions['covariance'] = model.covariance) {
  const source = {
    kind: 'csv' as const, name: 'iris.csv', relativePath: null, bytes: data.dataset!.bytes, sha256: hashOf(data.dataset!),
    dialect: { ...data.dataset!.dialect }, label: 'label', features: null, missing: 'drop' as const, missingCodes: []
  }
  const document = { ...emptyProject(), source, covariance: { ...covariance }, budget: 5, designs: [{ name: 'A', notation: 'dense(3)' }] }
  return must(await core.saveProject('save', 'project', document, data.dataId, null, null))
}

describe('the core service', () => {
  it('goes from a CSV to an MMI, a spectrum and a curve', async () => {
    const data = await loaded()
    expect(data).toMatchObject({ dimension: 4, rows: 150, droppedRows: 0, label: { name: 'label', classes: ['setosa', 'versicolor', 'virginica'] } })
    expect(progress.some(each => each.job === 'job' && each.rows > 0)).toBe(true)
    const evaluation = must(await core.evaluate(data.dataId, model, 'dense(8, relu) -> dense(3)'))
    expect(evaluation.mmi.status).toBe('exact')
    const { spectrum } = must(await core.spectrum(data.dataId, model))
    expect(spectrum.rank).toBe(4)
    const { mmi, budgets } = must(await core.budgetCurve(data.dataId, model, 'dense(8, relu) -> dense(3)', { from: 5, to: 50, points: 2, scale: 'log' }))
    expect([budgets[0], mmi[0]]).toEqual([5, evaluation.mmi.value])
  })

  it('saves a project, opens it again without the CSV and gets the same numbers', async () => {
    const data = await loaded()
    const before = must(await core.evaluate(data.dataId, model, 'dense(3)'))
    const saved = await savedProject(data)
    expect(saved.document.source).toMatchObject({ relativePath: 'iris.csv' })
    rmSync(join(folder, 'iris.csv'))
    core = newCore()
    const opened = must(await core.openProject('open', 'project'))
    expect(opened.csv).toBe('missing')
    expect(opened.document).toEqual(saved.document)
    expect(must(await core.evaluate(opened.data!.dataId, model, 'dense(3)')).mmi).toEqual({ ...before.mmi, standardErrorBasis: 'saved' })
  })

  it('finds the CSV beside a project, and only the very same one', async () => {
    await savedProject(await loaded())
    const opened = must(await newCore().openProject('open', 'project'))
    expect(opened.csv).toBe('found')
    expect(must(await core.loadCsv('again', opened.csvGrant!, options)).rows).toBe(150)
    appendFileSync(join(folder, 'iris.csv'), '1,2,3,4,setosa\n')
    expect(must(await newCore().openProject('open', 'project'))).toMatchObject({ csv: 'changed', csvGrant: expect.any(String) })
  })

  it('refuses to save over a project that something else has changed', async () => {
    const data = await loaded()
    const saved = await savedProject(data)
    writeFileSync(join(folder, 'p.mmiproj'), 'someone else')
    const again = await core.saveProject('save', 'project', saved.document, data.dataId, 'project', saved.stored)
    expect(again).toMatchObject({ ok: false, problem: { code: 'FILE_CHANGED_ON_DISK' } })
    expect(readFileSync(join(folder, 'p.mmiproj'), 'utf8')).toBe('someone else')
  })

  it('evaluates a modelled spectrum without any file', async () => {
    const data = must(await core.loadSpectrum({ kind: 'exponential', rate: 0.1, dimension: 100 }))
    const evaluation = must(await core.evaluate(data.dataId, { ...model, budget: 500 }, 'dense(50)'))
    expect(evaluation.mmi.value).toBeCloseTo(25.099474953557802, 9)
    expect(evaluation.covariance.estimator).toBeNull()
  })

  it('takes a second pass over the rows only for Ledoit–Wolf after standardising, and only when not all of them are kept', async () => {
    const few = await loaded()
    const standardized = { ...model, covariance: { estimator: { kind: 'ledoit-wolf' as const }, standardize: true } }
    expect(must(await core.evaluate(few.dataId, standardized, 'dense(3)')).covariance).toMatchObject({ estimator: 'ledoit-wolf', standardized: true })
    expect(tasks).not.toContain('standardized-norm4')
    // one row more than are kept
    writeFileSync(join(folder, 'long.csv'), `a,b\n${Array.from({ length: 20_001 }, (_, row) => `${(row * 7) % 101},${(row * row) % 97}`).join('\n')}\n`)
    grants.add('long', { path: join(folder, 'long.csv'), mode: 'read' })
    const many = must(await core.loadCsv('job', 'long', { ...options, label: null }))
    must(await core.evaluate(many.dataId, { ...model, covariance: { estimator: { kind: 'ledoit-wolf' }, standardize: false } }, 'dense(1)'))
    expect(tasks).not.toContain('standardized-norm4')
    must(await core.evaluate(many.dataId, standardized, 'dense(1)'))
    expect(tasks.filter(kind => kind === 'standardized-norm4')).toHaveLength(1)
  })

  it('keeps in a project what its options need of the rows, so that it computes the same without the CSV', async () => {
    const data = await loaded()
    const covariance = { estimator: { kind: 'ledoit-wolf' as const }, standardize: true }
    const before = must(await core.evaluate(data.dataId, { ...model, covariance }, 'dense(3)'))
    const saved = await savedProject(data, covariance)
    expect(saved.document.results).toMatchObject({ dataSha256: data.dataset!.sha256 })
    rmSync(join(folder, 'iris.csv'))
    core = newCore()
    const opened = must(await core.openProject('open', 'project'))
    expect(opened.csv).toBe('missing')
    expect(must(await core.evaluate(opened.data!.dataId, { ...model, covariance }, 'dense(3)')).mmi).toEqual({ ...before.mmi, standardErrorBasis: 'saved' })
  })

  it('decomposes each partition once, however many calls ask at the same time', async () => {
    // 120 columns: above the order that is decomposed without a thread
    const names = Array.from({ length: 120 }, (_, column) => `x${column}`)
    const rows = Array.from({ length: 30 }, (_, row) => names.map((_name, column) => Math.sin(row * 7.3 + column * 1.7).toFixed(4)).join(','))
    writeFileSync(join(folder, 'wide.csv'), `${names.join(',')}\n${rows.join('\n')}\n`)
    grants.add('wide', { path: join(folder, 'wide.csv'), mode: 'read' })
    const data = must(await core.loadCsv('job', 'wide', { ...options, label: null }))
    const answers = await Promise.all(['dense(3)', 'dense(5)', 'dense(9)'].map(design => core.evaluate(data.dataId, model, design)))
    expect(answers.every(answer => answer.ok)).toBe(true)
    expect(tasks.filter(kind => kind === 'decompose')).toHaveLength(1)
    must(await core.evaluate(data.dataId, { ...model, budget: 9, noise: 2 }, 'dense(4) -> dense(2)'))
    expect(tasks.filter(kind => kind === 'decompose')).toHaveLength(1)
  })

  it('compares designs, a bad one keeping its own problem, and sweeps the width of a block', async () => {
    const data = await loaded()
    const interval = { lower: 0.5, upper: 1, recommended: 1, half: 0.8 }
    const [good, bad, empty] = must(await core.compareDesigns(data.dataId, model, ['dense(3)', 'conv(block=3, filters=1)', ''], interval))
    const alone = must(await core.evaluate(data.dataId, model, 'dense(3)'))
    expect(must(good!)).toMatchObject({ evaluation: alone, parameters: 4 * 3 + 3, verdict: { position: 'above', mmi: alone.mmi.value, leaf: [0] } })
    expect([bad, empty].map(answer => (answer!.ok ? 'ok' : answer!.problem.code))).toEqual(['DESIGN_DIVISIBILITY', 'DESIGN_EMPTY'])
    const { widths, mmi, current } = must(await core.widthCurve(data.dataId, model, 'dense(3)', [0], { from: 1, to: 4, points: 4 }))
    expect({ widths: [...widths], current, now: mmi[2] }).toEqual({ widths: [1, 2, 3, 4], current: 3, now: alone.mmi.value })
  })

  it('answers each refusal with its own code', async () => {
    const data = await loaded()
    const codes = await Promise.all([
      core.evaluate('nothing', model, 'dense(3)'),
      core.evaluate(data.dataId, model, 'dense(3'),
      core.evaluate(data.dataId, { ...model, budget: -1 }, 'dense(3)'),
      core.evaluate(data.dataId, { ...model, noise: 0 }, 'dense(3)'),
      core.budgetCurve(data.dataId, model, 'dense(3)', { from: 5, to: 1, points: 3, scale: 'log' }),
      core.widthCurve(data.dataId, model, 'dense(3)', [0], { from: 5, to: 1, points: 3 }),
      core.widthCurve(data.dataId, model, 'dense(3)', [4], { from: 1, to: 5, points: 3 }),
      core.compareDesigns('nothing', model, ['dense(3)'], null),
      core.compareDesigns(data.dataId, { ...model, noise: 0 }, ['dense(3)'], null),
      core.loadCsv('job', 'never granted', options),
      core.saveProject('job', 'csv', emptyProject(), null, null, null),
      core.loadCsv('job', 'csv', { ...options, missing: 'guess' } as unknown as ImportOptions)
    ])
    expect(codes.map(answer => (answer.ok ? 'ok' : answer.problem.code))).toEqual([
      'DATA_UNKNOWN', 'DESIGN_SYNTAX', 'BUDGET_INVALID', 'NOISE_INVALID', 'CURVE_RANGE_INVALID', 'CURVE_RANGE_INVALID', 'DESIGN_BLOCK_UNKNOWN', 'DATA_UNKNOWN', 'NOISE_INVALID', 'GRANT_UNKNOWN', 'GRANT_UNKNOWN', 'CALL_INVALID'
    ])
  })

  it('turns a bug into an answer instead of leaving the window waiting', async () => {
    const failing = new Service({ grants, folders: foldersIn(folder), events: { progress: () => undefined }, runInThread: () => { throw new Error('bug') } }).checked
    expect(await failing.loadCsv('job', 'csv', options)).toMatchObject({ ok: false, problem: { code: 'INTERNAL', details: expect.stringContaining('bug') } })
  })

  it('forgets released data', async () => {
    const data = await loaded()
    must(await core.releaseData(data.dataId))
    expect(await core.evaluate(data.dataId, model, 'dense(3)')).toMatchObject({ ok: false, problem: { code: 'DATA_UNKNOWN' } })
  })
})
