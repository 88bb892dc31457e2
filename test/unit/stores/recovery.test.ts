import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { emptyProject, type CoreApi } from '../../../core/api/contract'
import { failure, success, type Problem } from '../../../core/api/problem'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useNotices } from '../../../renderer/stores/notices'
import { useProject } from '../../../renderer/stores/project'
import { useRecovery } from '../../../renderer/stores/recovery'
import { fakeWindow, obligingCore, type FakeWindow } from '../shell/fakes'

let fake: FakeWindow
let core: Partial<CoreApi>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  setActivePinia(createPinia())
  core = {}
  fake = fakeWindow(() => ({ ...obligingCore('a'), ...core }))
})
afterEach(() => { vi.useRealTimers() })

function begin(): ReturnType<typeof useProject> {
  useCoreConnection().connect()
  useRecovery().begin()
  useProject().start(emptyProject(), { name: 'Study', grant: null })
  useRecovery().follow()
  return useProject()
}

const callsOf = (name: string) => fake.calls.filter(call => call.name === name)
/** Lets messages to core and back arrive: a port needs more than a microtask. */
const arrived = async (condition: () => boolean): Promise<void> => {
  await vi.waitFor(() => { if (!condition()) throw new Error('not yet') })
}
const edit = async (budget: number, field: string | null = null): Promise<void> => {
  useProject().change('Set budget F', { budget }, field)
  await nextTick()
}

describe('safety copies', () => {
  it('are written within a second of the first of many edits, with the last state', async () => {
    begin()
    await edit(1, 'field')
    await vi.advanceTimersByTimeAsync(600)
    await edit(2, 'field')
    expect(callsOf('writeRecovery')).toEqual([])
    await vi.advanceTimersByTimeAsync(400)
    await arrived(() => callsOf('writeRecovery').length === 1)
    expect(callsOf('writeRecovery')[0]?.args).toEqual([useRecovery().id, expect.objectContaining({ budget: 2 }), null, null, { name: 'Study', changes: 1, stored: null }])
  })

  it('go when every change is undone, and are not written after that', async () => {
    const project = begin()
    await edit(1)
    await vi.advanceTimersByTimeAsync(1000)
    await arrived(() => callsOf('writeRecovery').length === 1)
    await edit(2)
    project.undo()
    project.undo()
    await nextTick()
    await arrived(() => callsOf('removeRecovery').length === 1)
    await vi.advanceTimersByTimeAsync(5000)
    expect(callsOf('writeRecovery')).toHaveLength(1)
  })

  it('go to nobody while nothing was written: an unedited project costs no call', async () => {
    begin()
    await useRecovery().forget()
    expect(callsOf('removeRecovery')).toEqual([])
  })

  it('of work that was left do not come back by a write that was waiting', async () => {
    let release = (): void => undefined
    core.writeRecovery = () => new Promise(resolve => { release = () => resolve(success(null)) })
    begin()
    await edit(1)
    const first = useRecovery().write()
    await arrived(() => callsOf('writeRecovery').length === 1)
    const second = useRecovery().write()
    const removing = useRecovery().forget()
    release()
    await Promise.all([first, second, removing])
    expect(fake.calls.map(call => call.name).filter(name => name.endsWith('Recovery'))).toEqual(['writeRecovery', 'removeRecovery'])
  })

  it('have an id of their own for each project, and keep that of restored work', () => {
    begin()
    const first = useRecovery().id
    useRecovery().begin()
    expect(useRecovery().id).not.toBe(first)
    useRecovery().begin({ id: 'restored', changes: 3 })
    expect(useRecovery().id).toBe('restored')
  })

  const problem = (code: Problem['code']): Problem => ({ code, what: 'w', meaning: 'm', action: 'a' })

  it('that fail are said, and the notice goes when one succeeds', async () => {
    core.writeRecovery = () => Promise.resolve(failure(problem('RECOVERY_FAILED')))
    begin()
    await edit(1)
    expect(await useRecovery().write()).toMatchObject({ ok: false })
    expect(useNotices().notices).toMatchObject([{ topic: 'recovery', problem: { code: 'RECOVERY_FAILED' } }])
  })

  it('are tried again without a word while core reads the data anew', async () => {
    let tries = 0
    core.writeRecovery = () => Promise.resolve(++tries === 1 ? failure(problem('DATA_UNKNOWN')) : success(null))
    begin()
    await edit(1)
    await useRecovery().write()
    expect(useNotices().notices).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    await arrived(() => tries === 2)
  })
})
