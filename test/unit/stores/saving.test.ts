import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyProject, type CoreApi } from '../../../core/api/contract'
import { failure, success, type Problem } from '../../../core/api/problem'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useFiles } from '../../../renderer/stores/files'
import { useNotices } from '../../../renderer/stores/notices'
import { useProject } from '../../../renderer/stores/project'
import { useRecovery } from '../../../renderer/stores/recovery'
import { useSaving } from '../../../renderer/stores/saving'
import { fakeWindow, obligingCore, type FakeWindow } from '../shell/fakes'

const file = { id: 'file', name: 'study.mmiproj', kind: 'project' } as const
const stored = { size: 3, sha256: 'opened' }
const problem = (code: Problem['code']): Problem => ({ code, what: 'this went wrong', meaning: 'm', action: 'mend it' })

let fake: FakeWindow
let core: CoreApi

beforeEach(() => {
  setActivePinia(createPinia())
  core = obligingCore('a')
  // What a test puts in place later counts too.
  fake = fakeWindow(() => ({ saveProject: (...args) => core.saveProject(...args), writeRecovery: (...args) => core.writeRecovery(...args), removeRecovery: (...args) => core.removeRecovery(...args) }))
  useCoreConnection().connect()
  useRecovery().begin()
  useProject().start(emptyProject(), { name: file.name, grant: file, stored })
  useProject().change('Set budget F', { budget: 5 })
})

const saves = () => fake.calls.filter(call => call.name === 'saveProject').map(({ args }) => ({ grant: args[1], origin: args[4], expected: args[5] }))
const savingFails = (code: Problem['code'], times = Infinity): void => {
  let tries = 0
  core.saveProject = (_job, _grant, document) => Promise.resolve(++tries <= times ? failure(problem(code)) : success({ stored: { size: 1, sha256: 'saved' }, document }))
}

describe('saving', () => {
  it('tells core what the file held when it was opened, and remembers what it holds now', async () => {
    expect(await useFiles().save()).toBe(true)
    expect(saves()).toEqual([{ grant: 'file', origin: 'file', expected: stored }])
    expect(useProject()).toMatchObject({ dirty: false, stored: { sha256: 'saved' } })
  })

  it('keeps the edited mark when the document changes while it is being written', async () => {
    core.saveProject = (_job, _grant, document) => {
      useProject().change('Set budget F', { budget: 6 })
      return Promise.resolve(success({ stored, document }))
    }
    expect(await useFiles().save()).toBe(true)
    expect(useProject().dirty).toBe(true)
    expect(fake.calls.map(call => call.name)).not.toContain('removeRecovery')
  })

  it('under a new name detaches: the next save goes to the new file and expects what it holds', async () => {
    await useFiles().saveAs()
    useProject().change('Set budget F', { budget: 6 })
    await useFiles().save()
    expect(saves()).toEqual([{ grant: 'saved', origin: 'file', expected: stored }, { grant: 'saved', origin: 'saved', expected: { size: 1, sha256: 'saved' } }])
  })

  it('that fails says so, with ways out', async () => {
    savingFails('BACKUP_FAILED')
    expect(await useFiles().save()).toBe(false)
    expect(useProject().dirty).toBe(true)
    expect(useNotices().notices).toMatchObject([{ problem: { code: 'BACKUP_FAILED' }, actions: [{ label: 'Try again' }, { label: 'Save As…' }] }])
  })
})

describe('a file that was changed on disk', () => {
  beforeEach(() => savingFails('FILE_CHANGED_ON_DISK', 1))

  it('is left alone when the question is cancelled', async () => {
    expect(await useFiles().save()).toBe(false)
    expect(saves()).toHaveLength(1)
    expect(useProject().dirty).toBe(true)
    expect(useNotices().notices).toEqual([])
  })

  it('is overwritten only when that is chosen', async () => {
    fake.answerToChange = 'overwrite'
    expect(await useFiles().save()).toBe(true)
    expect(saves()[1]).toEqual({ grant: 'file', origin: 'file', expected: null })
  })

  it('is kept beside a copy', async () => {
    fake.answerToChange = 'copy'
    expect(await useFiles().save()).toBe(true)
    expect(useProject().name).toBe('study (mine).mmiproj')
  })

  it('may be what is wanted when the window is left', async () => {
    fake.answerToSave = 'save'
    fake.answerToChange = 'reload'
    expect(await useSaving().mayLeave()).toBe(true)
  })
})

describe('leaving', () => {
  it('writes a safety copy before it asks', async () => {
    await useSaving().mayLeave()
    expect(fake.calls.map(call => call.name)).toEqual(['writeRecovery'])
  })

  it('is vetoed by a copy that cannot be written, unless the work is given up explicitly', async () => {
    core.writeRecovery = () => Promise.resolve(failure(problem('RECOVERY_FAILED')))
    fake.answerToSave = 'discard'
    expect(await useSaving().mayLeave()).toBe(false)
    expect(fake.failures).toEqual([{ title: 'study.mmiproj', failed: 'safety-copy', why: 'This went wrong. Mend it. (RECOVERY_FAILED)' }])
    fake.answerToFailure = 'leave'
    expect(await useSaving().mayLeave()).toBe(true)
  })

  it('is vetoed by a save that fails, and goes on once it is saved elsewhere', async () => {
    savingFails('DISK_FULL', 1)
    fake.answerToSave = 'save'
    fake.answerToFailure = 'save-as'
    expect(await useSaving().mayLeave()).toBe(true)
    expect(fake.failures).toMatchObject([{ failed: 'save' }])
    expect(saves().map(({ grant }) => grant)).toEqual(['file', 'saved'])
  })

  it('follows an answer that was given for all windows, without a question', async () => {
    fake.answerToSave = 'cancel'
    expect(await useSaving().mayLeave('save')).toBe(true)
    expect(saves()).toHaveLength(1)
    useProject().change('Set budget F', { budget: 7 })
    expect(await useSaving().mayLeave('discard')).toBe(true)
    expect(saves()).toHaveLength(1)
  })
})
