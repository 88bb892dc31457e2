/** Standard errors over the calls of the service: at once where they are cheap, pending until they are prepared, kept by projects. */
import { appendFileSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CoreApi, JobProgress, LoadedData } from '../../../core/api/contract'
import { hashOf, type ImportOptions, type ModelOptions } from '../../../core/api/model'
import { failure } from '../../../core/api/problem'
import { Grants } from '../../../core/process/grants'
import type { TaskRunner } from '../../../core/process/jobs'
import { Service } from '../../../core/process/service'
import { runTask } from '../../../core/process/tasks'
import { emptyProject, type ProjectDocument } from '../../../core/project/document'
import { must } from '../../support/evaluate'
import { referenceFolder } from '../../support/reference'

const irisOptions: ImportOptions = { dialect: {}, label: 'label', features: null, missing: 'drop', missingCodes: [] }
const model: ModelOptions = { covariance: { estimator: { kind: 'sample' }, standardize: false }, shape: null, budget: 5, noise: 1 }
const range = { from: 1, to: 20, points: 5, scale: 'log' as const }

let folder: string
let grants: Grants
let core: CoreApi
let progress: JobProgress[]
let tasks: string[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mmi-errors-'))
  copyFileSync(resolve(referenceFolder, 'iris.csv'), join(folder, 'iris.csv'))
  // 100 columns: above the order for which influences are computed at once
  const names = Array.from({ length: 100 }, (_, column) => `x${column}`)
  const rows = Array.from({ length: 250 }, (_, row) => names.map((_name, column) => Math.sin(row * 7.3 + column * column * 1.7 + ((row * column) % 11)).toFixed(4)).join(','))
  writeFileSync(join(folder, 'wide.csv'), `${names.join(',')}\n${rows.join('\n')}\n`)
  grants = new Grants()
  for (const name of ['iris', 'wide']) grants.add(name, { path: join(folder, `${name}.csv`), mode: 'read' })
  grants.add('project', { path: join(folder, 'p.mmiproj'), mode: 'write' })
  core = newCore()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function newCore(runInThread: TaskRunner = runTask): CoreApi {
  progress = []
  tasks = []
  const recorded: TaskRunner = (task, hooks) => {
    tasks.push(task.kind)
    return runInThread(task, hooks)
  }
  return new Service({ grants, folders: { backups: join(folder, 'backups'), recovery: join(folder, 'recovery') }, runInThread: recorded, events: { progress: each => void progress.push(each) } }).checked
}

const load = async (name: 'iris' | 'wide'): Promise<LoadedData> => must(await core.loadCsv('load', name, { ...irisOptions, label: name === 'iris' ? 'label' : null }))

/** Saved with one design beside those that are given. */
async function save(data: LoadedData, notations: readonly string[], changes: Partial<ProjectDocument> = {}): Promise<ProjectDocument> {
  const { dataset } = data
  const source = {
    kind: 'csv' as const, name: dataset!.name, relativePath: null, bytes: dataset!.bytes, sha256: hashOf(dataset!),
    dialect: { ...dataset!.dialect }, label: dataset!.label?.name ?? null, features: null, missing: 'drop' as const, missingCodes: []
  }
  const document: ProjectDocument = {
    ...emptyProject(), source, covariance: { ...model.covariance }, budget: model.budget, designs: notations.map((notation, index) => ({ name: `D${index}`, notation })), ...changes
  }
  return must(await core.saveProject('save', 'project', document, data.dataId, null, null)).document
}

describe('standard errors of the service', () => {
  it('come at once where they are cheap, along the curve too', async () => {
    const { dataId } = await load('iris')
    const evaluation = must(await core.evaluate(dataId, model, 'dense(3)'))
    expect(evaluation).toMatchObject({ mmi: { standardErrorBasis: 'rows' }, standardErrorPending: false, gaussian: { components: { length: 4 } } })
    expect(evaluation.blocks[0]!.standardError).toBe(evaluation.mmi.standardError)
    expect(evaluation.bracket!.sample).toBe(evaluation.mmi.value)
    expect(must(await core.budgetCurve(dataId, model, 'dense(3)', range)).standardErrors).toHaveLength(5)
    expect(tasks).toEqual(['load-csv'])
  })

  it('are pending for wide data until they are prepared, in a thread, once for all designs and budgets that need no more', async () => {
    const { dataId } = await load('wide')
    expect(must(await core.evaluate(dataId, model, 'dense(30)'))).toMatchObject({ mmi: { standardError: null, standardErrorBasis: null }, standardErrorPending: true, gaussian: null })
    expect(must(await core.budgetCurve(dataId, model, 'dense(30)', range))).toMatchObject({ standardErrors: null, standardErrorPending: true })
    must(await core.prepareErrors('errors', dataId, model, 'dense(30)'))
    expect(progress.filter(({ job, stage }) => job === 'errors' && stage === 'errors').map(({ fraction }) => fraction).at(-1)).toBe(1)
    for (const [notation, budget] of [['dense(30)', 5], ['dense(12)', 90], ['dense(20) -> (dense(2) | dense(3)) -> dense(9)', 1]] as const) {
      expect(must(await core.evaluate(dataId, { ...model, budget, noise: 2 }, notation))).toMatchObject({ mmi: { standardErrorBasis: 'rows' }, standardErrorPending: false })
    }
    expect(must(await core.budgetCurve(dataId, model, 'dense(30)', range)).standardErrorBasis).toBe('rows')
    must(await core.prepareErrors('errors', dataId, model, 'dense(7)'))
    expect(tasks.filter(kind => kind === 'errors')).toHaveLength(1)
    expect(must(await core.evaluate(dataId, model, 'dense(31)')).standardErrorPending).toBe(true)
  })

  it('are prepared once, however many calls ask at the same time', async () => {
    const { dataId } = await load('wide')
    const answers = await Promise.all(['dense(9)', 'dense(4)', 'dense(7)'].map((design, index) => core.prepareErrors(`errors-${index}`, dataId, model, design)))
    expect(answers.every(answer => answer.ok)).toBe(true)
    expect(tasks.filter(kind => kind === 'errors')).toHaveLength(1)
  })

  it('stay pending when preparing them is cancelled', async () => {
    const cancelled = failure({ code: 'JOB_CANCELLED', what: 'the job was cancelled', meaning: 'nothing was changed', action: 'start it again when you like' })
    core = newCore((task, hooks) => (task.kind === 'errors' && hooks?.signal?.aborted ? Promise.resolve(cancelled) : runTask(task, hooks)))
    const { dataId } = await load('wide')
    const preparing = core.prepareErrors('errors', dataId, model, 'dense(9)')
    must(await core.cancel('errors'))
    expect(await preparing).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
    expect(must(await core.evaluate(dataId, model, 'dense(9)')).standardErrorPending).toBe(true)
    must(await core.prepareErrors('errors', dataId, model, 'dense(9)'))
    expect(must(await core.evaluate(dataId, model, 'dense(9)')).mmi.standardErrorBasis).toBe('rows')
  })

  it('have nothing to prepare for a modelled spectrum', async () => {
    const { dataId } = must(await core.loadSpectrum({ kind: 'power', exponent: 1, dimension: 20 }))
    must(await core.prepareErrors('errors', dataId, model, 'dense(3)'))
    expect(must(await core.evaluate(dataId, model, 'dense(3)'))).toMatchObject({ mmi: { standardError: null }, standardErrorPending: false, bracket: null })
    expect(await core.prepareErrors('errors', 'nothing', model, 'dense(3)')).toMatchObject({ ok: false, problem: { code: 'DATA_UNKNOWN' } })
  })
})

describe('a project', () => {
  it('keeps the standard errors that are at hand, each with its design and options, and the seed of the rows', async () => {
    const data = await load('wide')
    const evaluated = async (): Promise<void> => void must(await core.evaluate(data.dataId, model, 'dense(3)'))
    await evaluated()
    expect((await save(data, ['dense(3)'])).results).toBeUndefined()
    must(await core.prepareErrors('errors', data.dataId, model, 'dense(3)'))
    const document = await save(data, ['dense(3)', 'conv(block=10, filters=2)', ''])
    expect(document.results).toMatchObject({ dataSha256: data.dataset!.sha256, rowsSeed: 1, standardErrors: [{ notation: 'dense(3)', budget: 5 }], gaussian: { covariance: model.covariance } })
    const { mmi, gaussian } = must(await core.evaluate(data.dataId, model, 'dense(3)'))
    rmSync(join(folder, 'wide.csv'))
    core = newCore()
    const opened = must(await core.openProject('open', 'project')).data!
    expect(must(await core.evaluate(opened.dataId, model, ' dense( 3 ) '))).toMatchObject({ mmi: { ...mmi, standardErrorBasis: 'saved' }, gaussian, standardErrorPending: false })
    // another budget is another value: only the moments speak for it
    expect(must(await core.evaluate(opened.dataId, { ...model, budget: 6 }, 'dense(3)'))).toMatchObject({ mmi: { standardErrorBasis: 'gaussian' }, gaussian: null })
    const conv = must(await core.evaluate(opened.dataId, model, 'conv(block=10, filters=2)'))
    expect(conv.mmi.standardError).toBeNull()
    expect(conv.notes).toContain('no standard error: that of a convolution needs the rows, which are not at hand')
  })

  it('saved again without its rows keeps those of designs that are still there', async () => {
    const data = await load('iris')
    for (const design of ['dense(3)', 'dense(2)']) must(await core.evaluate(data.dataId, model, design))
    const { results } = await save(data, ['dense(3)', 'dense(2)'])
    expect(results!.standardErrors).toHaveLength(2)
    rmSync(join(folder, 'iris.csv'))
    core = newCore()
    const opened = must(await core.openProject('open', 'project'))
    const again = async (changes: Partial<ProjectDocument>): Promise<ProjectDocument> =>
      must(await core.saveProject('save', 'project', { ...opened.document, ...changes }, opened.data!.dataId, 'project', null)).document
    expect((await again({})).results).toEqual(results)
    expect((await again({ designs: [{ name: 'A', notation: 'dense(2)' }] })).results!.standardErrors).toEqual([results!.standardErrors![1]])
    expect((await again({ budget: 7 })).results!.standardErrors).toEqual([])
  })

  it('drops what it kept of other data', async () => {
    const data = await load('iris')
    must(await core.evaluate(data.dataId, model, 'dense(3)'))
    const stale = { dataSha256: 'f'.repeat(64), standardizedNorm4: 7, standardErrors: [] }
    const { results } = await save(data, ['dense(3)'], { results: stale })
    expect(results).toMatchObject({ dataSha256: data.dataset!.sha256, standardErrors: [{ notation: 'dense(3)' }] })
    expect(results).not.toHaveProperty('standardizedNorm4')
  })

  it('whose CSV stands beside it reads the rows when they are asked for, and not before', async () => {
    const data = await load('wide')
    must(await core.prepareErrors('errors', data.dataId, model, 'dense(3)'))
    await save(data, ['dense(3)'])
    const { mmi } = must(await core.evaluate(data.dataId, { ...model, budget: 9 }, 'dense(3)'))
    core = newCore()
    const opened = must(await core.openProject('open', 'project'))
    expect(opened.csv).toBe('found')
    const { dataId } = opened.data!
    expect(must(await core.evaluate(dataId, model, 'dense(3)'))).toMatchObject({ mmi: { standardErrorBasis: 'saved' }, standardErrorPending: true })
    expect(must(await core.evaluate(dataId, { ...model, budget: 9 }, 'dense(3)'))).toMatchObject({ mmi: { standardErrorBasis: null }, standardErrorPending: true })
    expect(tasks).not.toContain('read-rows')
    must(await core.prepareErrors('errors', dataId, model, 'dense(3)'))
    expect(progress.some(({ job, stage }) => job === 'errors' && stage === 'reading')).toBe(true)
    expect(must(await core.evaluate(dataId, { ...model, budget: 9 }, 'dense(3)'))).toMatchObject({ mmi, standardErrorPending: false })
    must(await core.prepareErrors('errors', dataId, model, 'dense(4)'))
    expect(tasks.filter(kind => kind === 'read-rows')).toHaveLength(1)
  })

  it('whose CSV changes after it was found goes on from its moments', async () => {
    const data = await load('wide')
    await save(data, ['dense(3)'])
    core = newCore()
    const { dataId } = must(await core.openProject('open', 'project')).data!
    appendFileSync(join(folder, 'wide.csv'), `${Array.from({ length: 100 }, () => '1').join(',')}\n`)
    expect(await core.prepareErrors('errors', dataId, model, 'dense(3)')).toMatchObject({ ok: false, problem: { code: 'FILE_CHANGED_ON_DISK' } })
    expect(must(await core.evaluate(dataId, model, 'dense(3)'))).toMatchObject({ mmi: { standardErrorBasis: 'gaussian' }, standardErrorPending: false })
    must(await core.prepareErrors('errors', dataId, model, 'dense(3)'))
  })

  it('reads its rows for Ledoit–Wolf after standardising, where it keeps no Σ‖z‖⁴', async () => {
    const covariance = { estimator: { kind: 'ledoit-wolf' as const }, standardize: true }
    const data = await load('iris')
    const { mmi } = must(await core.evaluate(data.dataId, { ...model, covariance }, 'dense(3)'))
    await save(data, ['dense(3)'])
    core = newCore()
    const { dataId } = must(await core.openProject('open', 'project')).data!
    expect(must(await core.evaluate(dataId, { ...model, covariance }, 'dense(3)')).mmi).toEqual(mmi)
    expect(tasks).toContain('read-rows')
  })
})
