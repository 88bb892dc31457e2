import { describe, expect, it } from 'vitest'
import type { Design } from '../../../core/design/types'
import { layoutDiagram } from '../../../core/report/diagram/layout'
import type { DiagramLayout, DiagramNode } from '../../../core/report/diagram/types'
import { dropEdit, dropTargetAt, type DiagramPoint } from '../../../renderer/diagram/dropTarget'
import { dense, parallel } from '../report/diagramDesigns'

const design: Design = { items: [dense(1), dense(2), parallel([dense(3)], [dense(4)]), dense(5)] }
const layout: DiagramLayout = layoutDiagram(design, null, { source: { name: 'x', detail: '' } })

function node(key: string): DiagramNode {
  const found = layout.nodes.find(candidate => candidate.key === key)
  if (!found) throw new Error(`nothing at ${key}`)
  return found
}

function gapPoint(key: string): DiagramPoint {
  const gap = layout.gaps.find(candidate => candidate.key === key)
  return { x: gap?.x ?? 0, y: gap?.axis ?? 0 }
}

function dropped(dragged: string | readonly string[], point: DiagramPoint): unknown {
  const paths = [dragged].flat().map(key => node(key).path)
  const target = dropTargetAt(layout, point, paths)
  return target && dropEdit(target, paths)
}

const on = (key: string, across: number, down: number): DiagramPoint => ({ x: node(key).x + across * node(key).width, y: node(key).y + down * node(key).height })

describe('a dragged item', () => {
  it('moves to the gap it is dropped on', () => {
    expect(dropped('0', gapPoint('2'))).toEqual({ kind: 'move', from: [0], to: [2] })
    expect(dropped('0', gapPoint('2.1.1'))).toEqual({ kind: 'move', from: [0], to: [2, 1, 1] })
  })

  it('stands in parallel when dropped on an upper or lower edge', () => {
    expect(dropped('0', on('3', 0.5, 0.05))).toEqual({ kind: 'move-into-parallel', from: [0], to: [3], side: 'before' })
    expect(dropped('0', on('3', 0.5, 0.95))).toEqual({ kind: 'move-into-parallel', from: [0], to: [3], side: 'after' })
  })

  it('stands in series when dropped on a left or right edge', () => {
    expect(dropped('0', on('3', 0.03, 0.5))).toEqual({ kind: 'move', from: [0], to: [3] })
    expect(dropped('0', on('3', 0.97, 0.5))).toEqual({ kind: 'move', from: [0], to: [4] })
  })

  it('becomes a branch when dropped on the edge of a group', () => {
    expect(dropped('0', { x: node('2').x + 20, y: node('2').y + 4 })).toEqual({ kind: 'move-into-parallel', from: [0], to: [2], side: 'before' })
  })

  it('goes nowhere when dropped where it is, on itself, inside itself or on the ground', () => {
    expect(dropped('1', gapPoint('1'))).toBeNull()
    expect(dropped('1', gapPoint('2'))).toBeNull()
    expect(dropped('1', on('1', 0.5, 0.02))).toBeNull()
    expect(dropped('2', gapPoint('2.0.0'))).toBeNull()
    expect(dropped('2', on('2.0.0', 0.5, 0.02))).toBeNull()
    expect(dropped('0', { x: 0, y: 0 })).toBeNull()
  })
})

describe('several dragged items', () => {
  it('move together, to a gap or beside another item', () => {
    expect(dropped(['0', '1'], gapPoint('4'))).toEqual({ kind: 'move-all', from: [[0], [1]], to: [4] })
    expect(dropped(['0', '3'], on('2.0.0', 0.5, 0.95))).toEqual({ kind: 'move-all-into-parallel', from: [[0], [3]], to: [2, 0, 0], side: 'after' })
  })

  it('go nowhere within themselves: a run not to its own gaps, nothing into what goes along', () => {
    for (const key of ['0', '1', '2']) expect(dropped(['0', '1'], gapPoint(key))).toBeNull()
    expect(dropped(['0', '2'], gapPoint('2.0.0'))).toBeNull()
    expect(dropped(['0', '2'], on('0', 0.5, 0.02))).toBeNull()
  })

  it('from different places come together even beside one of them', () => {
    expect(dropped(['0', '3'], gapPoint('1'))).toEqual({ kind: 'move-all', from: [[0], [3]], to: [1] })
  })
})
