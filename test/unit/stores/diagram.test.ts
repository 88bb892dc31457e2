import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyProject } from '../../../core/api/contract'
import { itemAt } from '../../../core/design/paths'
import type { Path } from '../../../core/design/types'
import { useDiagram } from '../../../renderer/stores/diagram'
import { useProject } from '../../../renderer/stores/project'
import { fakeWindow, obligingCore } from '../shell/fakes'

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
  useProject().start({ ...emptyProject(), designs: [{ name: 'A', notation: 'dense(1) -> (dense(2) -> dense(3) | dense(4)) #g -> dense(5) -> dense(6)' }, { name: 'B', notation: 'dense(9) -> (dense(8) | dense(7))' }] }, { name: 'Test', grant: null })
})

describe('several selected items', () => {
  it('Shift selects the run from where the selection began, and moves its end', () => {
    const diagram = useDiagram()
    diagram.select([0])
    diagram.selectTo([2])
    expect(diagram.selected).toEqual([[0], [1], [2]])
    diagram.selectTo([1, 0, 1])
    expect(diagram.selected).toEqual([[0], [1]])
    diagram.extend('left')
    expect(diagram.selected).toEqual([[0]])
    expect(useProject().selection).toEqual([0])
  })

  it('Ctrl adds and takes away one, whatever stands between', () => {
    const diagram = useDiagram()
    diagram.select([3])
    diagram.toggle([0])
    expect(diagram.selected).toEqual([[0], [3]])
    diagram.toggle([3])
    expect(diagram.selected).toEqual([[0]])
    diagram.toggle([0])
    expect(diagram.selected).toEqual([])
  })

  it('a group takes the place of what it holds', () => {
    const diagram = useDiagram()
    diagram.select([1, 0, 0])
    diagram.toggle([1])
    expect(diagram.selected).toEqual([[1]])
  })

  it('are one item again after the next edit or selection elsewhere', () => {
    const diagram = useDiagram()
    diagram.select([2])
    diagram.selectTo([3])
    useProject().select([0])
    expect(diagram.selected).toEqual([[0]])
    diagram.select([2])
    diagram.selectTo([3])
    useProject().edit({ kind: 'insert', at: [4], items: [{ kind: 'dense', units: 7, activation: 'linear' }] })
    expect(diagram.selected).toEqual([[4]])
  })

  it('stay selected together through a move, a copy and a whole branch', () => {
    const diagram = useDiagram()
    const twice = (paths: readonly Path[]): void => {
      diagram.select(paths[0]!)
      diagram.selectTo(paths[1]!)
    }
    twice([[2], [3]])
    diagram.act('duplicate')
    expect(diagram.selected).toEqual([[4], [5]])
    twice([[1, 0, 0], [1, 0, 1]])
    diagram.act('move-down')
    expect(useProject().selection).toEqual([1, 1])
    expect(useProject().notation).toContain('(dense(4) | dense(2) -> dense(3)) #g')
  })

  it('says how many there are', () => {
    const diagram = useDiagram()
    diagram.selectAll()
    expect(useProject().announcement).toBe('4 items selected')
  })
})

describe('levels', () => {
  it('out of a group and into the one beside', () => {
    const diagram = useDiagram()
    diagram.select([1, 0, 1])
    diagram.moveLevel('out')
    expect(useProject().notation).toBe('dense(1) -> dense(3) -> (dense(2) | dense(4)) #g -> dense(5) -> dense(6)')
    diagram.moveLevel('in')
    expect(useProject().notation).toBe('dense(1) -> (dense(3) -> dense(2) | dense(4)) #g -> dense(5) -> dense(6)')
    diagram.select([3])
    diagram.moveLevel('in')
    expect(useProject().announcement).toBe('Move in: no group stands beside it')
  })
})

describe('collapsed groups', () => {
  const isCollapsed = (path: Path): boolean => {
    const item = itemAt(useProject().design, path)
    return item?.kind === 'parallel' && useDiagram().collapsed.has(item)
  }

  it('stay collapsed through edits elsewhere, a new label of their own, and undo', () => {
    const project = useProject()
    const diagram = useDiagram()
    diagram.collapse([[1]], true)
    diagram.select([0])
    diagram.act('remove')
    expect(isCollapsed([0])).toBe(true)
    const group = itemAt(project.design, [0])
    if (group?.kind !== 'parallel') throw new Error('the group is there')
    project.edit({ kind: 'replace', path: [0], item: { ...group, label: 'other' } })
    expect(isCollapsed([0])).toBe(true)
    project.undo()
    project.undo()
    expect(isCollapsed([1])).toBe(true)
  })

  it('of one design say nothing of another', () => {
    useDiagram().collapse([[1]], true)
    useProject().activateDesign(1)
    expect(isCollapsed([1])).toBe(false)
  })

  it('show what they hold by themselves', () => {
    const diagram = useDiagram()
    diagram.select([1, 0, 0])
    diagram.collapseAll(true)
    expect(useProject().selection).toEqual([1])
    expect(diagram.shown([1, 1, 0])).toEqual([1])
    diagram.reveal([1, 1, 0])
    expect(useProject().selection).toEqual([1, 1, 0])
    expect(isCollapsed([1])).toBe(false)
  })
})
