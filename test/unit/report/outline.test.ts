import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walk } from '../../../core/design/paths'
import type { Design } from '../../../core/design/types'
import { layoutDiagram } from '../../../core/report/diagram/layout'
import { moveDirection, outlineRows, rowBeside, spokenBranch, type OutlineRow } from '../../../core/report/diagram/outline'
import { anyDesign, dense, evaluationOf, parallel } from './diagramDesigns'

function rowsOf(design: Design): readonly OutlineRow[] {
  const evaluation = evaluationOf(design, path => path.length)
  return outlineRows(layoutDiagram(design, evaluation, { source: { name: 'x', detail: '' } }).nodes, evaluation)
}

const design: Design = { items: [dense(1), parallel([dense(2), dense(3)], [dense(4)]), dense(5)] }
const rows = rowsOf(design)
const row = (key: string): OutlineRow => rows.find(candidate => candidate.key === key)!

describe('the outline', () => {
  it('has a row for every item and every branch of several items, in the order of the walk', () => {
    fc.assert(fc.property(anyDesign, any => {
      expect(rowsOf(any).map(entry => entry.path)).toEqual(walk(any).map(entry => entry.path))
    }))
  })

  it('counts levels, places and neighbours as a tree does', () => {
    fc.assert(fc.property(anyDesign, any => {
      const all = rowsOf(any)
      const byKey = new Map(all.map(entry => [entry.key, entry]))
      for (const entry of all) {
        expect(entry.level).toBe(entry.parent === null ? 1 : byKey.get(entry.parent)!.level + 1)
        const beside = all.filter(other => other.parent === entry.parent)
        expect(entry.siblings).toBe(beside.length)
        expect(entry.ordinal).toBe(beside.indexOf(entry) + 1)
      }
    }))
  })

  it('speaks of a branch with its own MMI', () => {
    expect(rows.map(entry => [entry.key, entry.level])).toEqual([['0', 1], ['1', 1], ['1.0', 2], ['1.0.0', 3], ['1.0.1', 3], ['1.1.0', 2], ['2', 1]])
    const branch = row('1.0')
    expect(branch.kind === 'branch' && spokenBranch(branch, 'nats')).toBe('Branch 1 of 2, 2 in series, 3 nats')
  })

  it('arrows go from row to row, out to the row above and in to the first below', () => {
    expect(rowBeside(rows, '1.0', 'up')?.key).toBe('1')
    expect(rowBeside(rows, '1.0.1', 'down')?.key).toBe('1.1.0')
    expect(rowBeside(rows, '1.0.1', 'left')?.key).toBe('1.0')
    expect(rowBeside(rows, '1', 'right')?.key).toBe('1.0')
    expect(rowBeside(rows, '0', 'right')).toBeNull()
    expect(rowBeside(rows, '0', 'up')).toBeNull()
    expect(rowBeside(rows, 'gone', 'down')).toBeNull()
  })

  it('Alt and arrows move an item along its series, a branch among branches', () => {
    expect(moveDirection(row('0'), 'down')).toBe('right')
    expect(moveDirection(row('1.0.1'), 'up')).toBe('left')
    expect(moveDirection(row('1.0'), 'down')).toBe('down')
    expect(moveDirection(row('1.1.0'), 'up')).toBe('up')
  })
})
