import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyProject, type CoreApi } from '../../../core/api/contract'
import { hashOf, type ImportOptions } from '../../../core/api/model'
import { Grants } from '../../../core/process/grants'
import { Service } from '../../../core/process/service'
import { runTask } from '../../../core/process/tasks'
import { listBackups } from '../../../core/project/backups'
import { readContainer, writeContainer } from '../../../core/project/container'
import { listRecoveries, recoveryFile } from '../../../core/project/recovery'
import { must } from '../../support/evaluate'

const id = '11111111-1111-4111-8111-111111111111'
const options: ImportOptions = { dialect: {}, label: null, features: null, missing: 'drop', missingCodes: [] }

let folder: string
let project: string
let folders: { readonly backups: string; readonly recovery: string }
let grants: Grants
let core: CoreApi

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mmi-files-'))
  project = join(folder, 'p.mmiproj')
  folders = { backups: join(folder, 'backups'), recovery: join(folder, 'own', 'recovery') }
  grants = new Grants()
  grants.add('project', { path: project, mode: 'write' })
  grants.add('csv', { path: join(folder, 'data.csv'), mode: 'read' })
  grants.add('copy', { path: recoveryFile(folders.recovery, id), mode: 'read' })
  writeFileSync(join(folder, 'data.csv'), 'a,b\n1,2\n3,5\n4,4\n')
  core = newCore()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const newCore = (): CoreApi => new Service({ grants, folders, runInThread: (task, hooks) => runTask(task, hooks), events: { progress: () => undefined } }).checked

async function csvWork() {
  const data = must(await core.loadCsv('load', 'csv', options))
  const { name, bytes, dialect } = data.dataset!
  const source = { kind: 'csv' as const, name, relativePath: null, bytes, sha256: hashOf(data.dataset!), dialect: { ...dialect }, label: null, features: null, missing: 'drop' as const, missingCodes: [] }
  return { data, document: { ...emptyProject(), source } }
}

const about = { name: 'Study', changes: 2, stored: null }

describe('a safety copy', () => {
  it('is a whole project with its moments, whose CSV is found again although the copy stands elsewhere', async () => {
    const { data, document } = await csvWork()
    must(await core.saveProject('save', 'project', document, data.dataId, null, null))
    must(await core.writeRecovery(id, { ...document, budget: 7 }, data.dataId, 'project', { ...about, stored: { size: 1, sha256: 'x' } }))
    expect(await listRecoveries(folders.recovery)).toMatchObject([{ id, name: 'Study', path: project, changes: 2, stored: { size: 1, sha256: 'x' } }])
    core = newCore()
    const restored = must(await core.openCopy('open', 'copy', 'project'))
    expect(restored).toMatchObject({ document: { budget: 7, source: { relativePath: 'data.csv' } }, data: { rows: 3, dimension: 2 }, csv: 'found' })
  })

  it('of work that was never saved finds its CSV from where the copy stands', async () => {
    const { data, document } = await csvWork()
    must(await core.writeRecovery(id, document, data.dataId, null, about))
    expect((await listRecoveries(folders.recovery))[0]?.path).toBeNull()
    expect(must(await newCore().openCopy('open', 'copy', null))).toMatchObject({ csv: 'found', data: { rows: 3 } })
  })

  it('is gone after its removal, also when it was still being written', async () => {
    const { data, document } = await csvWork()
    await Promise.all([core.writeRecovery(id, document, data.dataId, null, about), core.removeRecovery(id)].map(async call => must(await call as { ok: true; value: null })))
    expect(readdirSync(folders.recovery)).toEqual([])
  })

  it('needs an id that is none of a path', async () => {
    expect(await core.writeRecovery('../../evil', emptyProject(), null, null, about)).toMatchObject({ ok: false, problem: { code: 'CALL_INVALID' } })
  })
})

describe('saving', () => {
  it('expects what it is told of the file it was opened from, and nothing of another one', async () => {
    const first = must(await core.saveProject('save', 'project', emptyProject(), null, null, null))
    writeFileSync(project, 'by others')
    expect(await core.saveProject('save', 'project', emptyProject(), null, 'project', first.stored)).toMatchObject({ ok: false, problem: { code: 'FILE_CHANGED_ON_DISK' } })
    // a core that was started anew knows no less
    expect(await newCore().saveProject('save', 'project', emptyProject(), null, 'project', first.stored)).toMatchObject({ ok: false, problem: { code: 'FILE_CHANGED_ON_DISK' } })
    grants.add('other', { path: join(folder, 'other.mmiproj'), mode: 'write' })
    writeFileSync(join(folder, 'other.mmiproj'), 'to be replaced')
    must(await core.saveProject('save', 'other', emptyProject(), null, 'project', first.stored))
    must(await core.saveProject('save', 'project', emptyProject(), null, 'project', null))
  })

  it('keeps the version that it replaces', async () => {
    must(await core.saveProject('save', 'project', emptyProject(), null, null, null))
    const first = readFileSync(project)
    must(await core.saveProject('save', 'project', { ...emptyProject(), budget: 9 }, null, 'project', null))
    expect(await listBackups(folders.backups, project)).toMatchObject([{ bytes: first.length, designs: ['Design A'] }])
  })

  it('carries parts that are not known here along, also after core was started anew and for a restored copy', async () => {
    must(await core.saveProject('save', 'project', emptyProject(), null, null, null))
    const { parts } = await readContainer(readFileSync(project))
    const foreign = { name: 'notes.txt', bytes: new TextEncoder().encode('from the future') }
    writeFileSync(project, writeContainer([...[...parts].map(([name, bytes]) => ({ name, bytes })), foreign], '1.0', {}))
    must(await core.openProject('open', 'project'))
    must(await newCore().saveProject('save', 'project', { ...emptyProject(), budget: 5 }, null, 'project', null))
    must(await newCore().writeRecovery(id, { ...emptyProject(), budget: 6 }, null, 'project', about))
    core = newCore()
    const restored = must(await core.openCopy('open', 'copy', 'project'))
    must(await core.saveProject('save', 'project', restored.document, null, 'project', null))
    const saved = await readContainer(readFileSync(project))
    expect(new TextDecoder().decode(saved.parts.get('notes.txt'))).toBe('from the future')
  })
})
