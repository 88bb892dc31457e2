import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyProject } from '../../../core/api/contract'
import { useProject } from '../../../renderer/stores/project'
import { fakeWindow, obligingCore } from '../shell/fakes'

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
  useProject().start({ ...emptyProject(), designs: [{ name: 'Design A', notation: 'dense(2)', note: 'kept' }, { name: 'Wide', notation: 'dense(64)' }] }, { name: 'Test', grant: null })
})

const names = (): readonly string[] => useProject().document.designs.map(({ name }) => name)
const state = () => {
  const { document, trees, designKeys, activeIndex } = useProject()
  return { document, trees, designKeys, activeIndex }
}

describe('designs of a project', () => {
  it('are added, duplicated, renamed, moved and deleted, each one step that undo and redo take exactly', () => {
    const project = useProject()
    const steps: readonly (readonly [label: string, perform: () => unknown, names: readonly string[], shown: string])[] = [
      ['Add Design C', () => project.addDesign(), ['Design A', 'Wide', 'Design C'], 'Design C'],
      ['Duplicate Design A', () => project.duplicateDesign(0), ['Design A', 'Design A copy', 'Wide', 'Design C'], 'Design A copy'],
      ['Rename Design A copy to Narrow', () => project.renameDesign(1, 'Narrow'), ['Design A', 'Narrow', 'Wide', 'Design C'], 'Narrow'],
      ['Move Narrow to place 4 of 4', () => project.moveDesign(1, 9), ['Design A', 'Wide', 'Design C', 'Narrow'], 'Narrow'],
      ['Delete Wide', () => project.removeDesign(1), ['Design A', 'Design C', 'Narrow'], 'Narrow'],
      ['Delete Narrow', () => project.removeDesign(2), ['Design A', 'Design C'], 'Design C']
    ]
    const states = [state()]
    for (const [label, perform, after, shown] of steps) {
      perform()
      expect([project.undoLabel, project.announcement, names(), project.document.designs[project.activeIndex]?.name]).toEqual([label, label, after, shown])
      expect(project.trees).toHaveLength(after.length)
      expect(new Set(project.designKeys).size).toBe(after.length)
      states.push(state())
    }
    for (const before of states.slice(0, -1).toReversed()) {
      project.undo()
      expect(state()).toEqual(before)
    }
    expect(project.dirty).toBe(false)
    for (const after of states.slice(1)) {
      project.redo()
      expect(state()).toEqual(after)
    }
  })

  it('keep what a newer version wrote beside them, in a copy too', () => {
    const project = useProject()
    project.duplicateDesign(0)
    expect(project.document.designs[1]).toEqual({ name: 'Design A copy', notation: 'dense(2)', note: 'kept' })
  })

  it('say what is wrong with a name and change nothing; the same name is no step', () => {
    const project = useProject()
    expect(project.renameDesign(0, 'Wide')).toBe('“Wide” is the name of another design.')
    expect(project.renameDesign(0, 'Design A')).toBeNull()
    project.moveDesign(0, -1)
    expect([project.dirty, project.undoLabel]).toEqual([false, null])
  })

  it('never are none: the only one stays', () => {
    const project = useProject()
    project.removeDesign(0)
    project.removeDesign(0)
    expect(names()).toEqual(['Wide'])
  })

  it('are at most as many as a project file holds', () => {
    const project = useProject()
    project.start({ ...emptyProject(), designs: Array.from({ length: 1000 }, (_, index) => ({ name: `D${index}`, notation: '' })) }, { name: 'Full', grant: null })
    project.addDesign()
    project.duplicateDesign(0)
    expect(names()).toHaveLength(1000)
  })

  it('stay apart in the history: edits made before a design was moved, renamed and deleted come back to it', () => {
    const project = useProject()
    project.edit({ kind: 'replace', path: [0], item: { kind: 'dense', units: 3, activation: 'linear' } })
    project.moveDesign(0, 1)
    project.renameDesign(1, 'Moved')
    project.removeDesign(1)
    for (let step = 0; step < 4; step++) project.undo()
    expect(project.document.designs.map(({ name, notation }) => `${name}: ${notation}`)).toEqual(['Design A: dense(2)', 'Wide: dense(64)'])
    for (let step = 0; step < 3; step++) project.redo()
    expect(project.document.designs.map(({ name, notation }) => `${name}: ${notation}`)).toEqual(['Wide: dense(64)', 'Moved: dense(3)'])
  })

  it('are edited in steps of their own: the same field of two designs is two steps', () => {
    const project = useProject()
    const units = (count: number): void => void project.edit({ kind: 'replace', path: [0], item: { kind: 'dense', units: count, activation: 'linear' } }, '0 units')
    units(5)
    project.activateDesign(1)
    units(6)
    project.undo()
    expect(project.document.designs.map(({ notation }) => notation)).toEqual(['dense(5)', 'dense(64)'])
  })

  it('lose the selection when another one is shown, and keep it when only the order changes', () => {
    const project = useProject()
    project.select([0])
    project.moveDesign(0, 1)
    expect(project.selection).toEqual([0])
    project.activateDesign(0)
    expect(project.selection).toBeNull()
    expect(project.announcement).toBe('Wide is shown')
  })
})
