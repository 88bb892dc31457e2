import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyProject } from '../../../core/api/contract'
import type { Block } from '../../../core/design/types'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useFiles } from '../../../renderer/stores/files'
import { useNotices } from '../../../renderer/stores/notices'
import { useProject } from '../../../renderer/stores/project'
import { fakeWindow, obligingCore, type FakeWindow } from '../shell/fakes'

const dense = (units: number): Block => ({ kind: 'dense', units, activation: 'linear' })
let fake: FakeWindow

beforeEach(() => {
  setActivePinia(createPinia())
  fake = fakeWindow(() => obligingCore('a'))
  useCoreConnection().connect()
  useProject().start({ ...emptyProject(), designs: [{ name: 'A', notation: 'dense(2) -> dense(3)' }] }, { name: 'Test', grant: null })
})

describe('project store', () => {
  it('keeps tree and notation in step, and undoes an edit exactly', () => {
    const project = useProject()
    const before = project.design
    project.edit({ kind: 'insert', at: [1], items: [dense(7)] })
    expect(project.notation).toBe('dense(2) -> dense(7) -> dense(3)')
    expect(project.selection).toEqual([1])
    project.undo()
    expect(project.design).toEqual(before)
    expect(project.notation).toBe('dense(2) -> dense(3)')
    expect(project.dirty).toBe(false)
    project.redo()
    expect(project.notation).toBe('dense(2) -> dense(7) -> dense(3)')
  })

  it('makes one step of a number typed in an inspector field', () => {
    const project = useProject()
    for (const units of [1, 12, 128]) project.edit({ kind: 'replace', path: [0], item: dense(units) }, '0 units')
    expect(project.notation).toBe('dense(128) -> dense(3)')
    project.undo()
    expect(project.notation).toBe('dense(2) -> dense(3)')
    project.redo()
    expect(project.notation).toBe('dense(128) -> dense(3)')
  })

  it('undoes an edit of a design that is no longer the one shown', () => {
    const project = useProject()
    project.start({ ...emptyProject(), designs: [{ name: 'A', notation: 'dense(2)' }, { name: 'B', notation: 'dense(9)' }] }, { name: 'Two', grant: null })
    project.edit({ kind: 'replace', path: [0], item: dense(4) })
    project.activateDesign(1)
    project.undo()
    expect(project.activeIndex).toBe(0)
    expect(project.notation).toBe('dense(2)')
    expect(project.document.designs[1]?.notation).toBe('dense(9)')
  })

  it('shows the problem of an impossible edit and changes nothing', () => {
    const project = useProject()
    project.edit({ kind: 'remove', path: [9] })
    expect(useNotices().notices[0]).toMatchObject({ kind: 'problem', problem: { code: 'DESIGN_EDIT_IMPOSSIBLE' } })
    expect(project.notation).toBe('dense(2) -> dense(3)')
    expect(project.dirty).toBe(false)
  })

  it('keeps unknown fields of a newer project', () => {
    const project = useProject()
    project.start({ ...emptyProject(), future: { kept: true } }, { name: 'Newer', grant: null })
    project.change('Set budget F', { budget: 5 })
    expect(project.document['future']).toEqual({ kept: true })
  })
})

describe('leaving a project', () => {
  it('closes at once when nothing is unsaved', async () => {
    await useFiles().answerCloseRequest('ask')
    expect(fake.closed).toBe(true)
  })

  it('stays when the question is cancelled, leaves when the work is given up', async () => {
    useProject().change('Set budget F', { budget: 5 })
    await useFiles().answerCloseRequest('ask')
    expect(fake.closed).toBe(false)
    fake.answerToSave = 'discard'
    await useFiles().answerCloseRequest('ask')
    expect(fake.closed).toBe(true)
  })

  it('saves first when asked to, and is no longer edited', async () => {
    useProject().change('Set budget F', { budget: 5 })
    fake.answerToSave = 'save'
    await useFiles().answerCloseRequest('ask')
    expect(fake.calls.find(call => call.name === 'saveProject')?.args[2]).toMatchObject({ budget: 5 })
    expect(fake.closed).toBe(true)
    expect(useProject().dirty).toBe(false)
    expect(useProject().name).toBe('Test.mmiproj')
  })
})
