import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seriesAt, walk } from '../../../core/design/paths'
import type { Design, Item, Path } from '../../../core/design/types'
import { layoutDiagram } from '../../../core/report/diagram/layout'
import type { DiagramLayout, DiagramNode, Rail } from '../../../core/report/diagram/types'
import { anyDesign, anyMmi, dense, evaluationOf, parallel } from './diagramDesigns'

const options = { source: { name: 'digits.csv', detail: '64 inputs, 8×8' } }
const layoutOf = (design: Design, mmiOf: (path: string) => number = anyMmi): DiagramLayout => layoutDiagram(design, evaluationOf(design, mmiOf), options)
const railAt = (layout: DiagramLayout, key: string): Rail => {
  const rail = layout.rails.find(candidate => candidate.key === key)
  if (!rail) throw new Error(`no rail ${key}`)
  return rail
}
const overlap = (one: DiagramNode, other: DiagramNode): boolean =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
const inside = (inner: DiagramNode, outer: DiagramNode): boolean =>
  inner.x > outer.x && inner.x + inner.width < outer.x + outer.width && inner.y > outer.y && inner.y + inner.height < outer.y + outer.height

describe('places', () => {
  it('no two items overlap unless one is a group that holds the other, and then wholly', () => {
    fc.assert(fc.property(anyDesign, design => {
      const { nodes } = layoutOf(design)
      const wrong = nodes.flatMap((one, index) => nodes.slice(index + 1).filter(other => (other.key.startsWith(`${one.key}.`) ? !inside(other, one) : overlap(one, other))))
      expect(wrong).toEqual([])
    }))
  })

  it('everything stands inside the diagram', () => {
    fc.assert(fc.property(anyDesign, design => {
      const layout = layoutOf(design)
      const outside = layout.nodes.filter(node => Math.min(node.x, node.y) < 0 || node.x + node.width > layout.width || node.y + node.height > layout.height)
      expect(outside).toEqual([])
    }))
  })

  it('every item is there once, in reading order', () => {
    fc.assert(fc.property(anyDesign, design => {
      const items = walk(design).filter(entry => entry.kind === 'item')
      expect(layoutOf(design).nodes.map(node => node.path)).toEqual(items.map(entry => entry.path))
    }))
  })

  it('depend on the design alone, so that a result moves nothing', () => {
    fc.assert(fc.property(anyDesign, design => {
      const place = ({ key, x, y, width, height }: DiagramNode) => ({ key, x, y, width, height })
      expect(layoutOf(design).nodes.map(place)).toEqual(layoutDiagram(design, null, options).nodes.map(place))
    }))
  })

  it('are the same every time', () => {
    fc.assert(fc.property(anyDesign, design => {
      expect(layoutOf(design)).toEqual(layoutOf(structuredClone(design)))
    }))
  })

  it('a collapsed group is one card without what it holds', () => {
    const group = parallel([dense(8)], [dense(8), dense(4)])
    const design = { items: [dense(16), group] }
    const { nodes, gaps } = layoutDiagram(design, null, { ...options, collapsed: new Set([group]) })
    expect(nodes.map(node => [node.key, node.kind])).toEqual([['0', 'block'], ['1', 'collapsed']])
    expect(gaps.map(gap => gap.key)).toEqual(['0', '1', '2'])
  })
})

describe('gaps', () => {
  /** Insertion points by their definition: one more than there are items, in every series. */
  function insertionPoints(design: Design, series: Path = []): string[] {
    const items = seriesAt(design, series) ?? []
    const own = Array.from({ length: items.length + 1 }, (_, index) => [...series, index].join('.'))
    const nested = items.flatMap((item: Item, index) => (item.kind === 'parallel' ? item.branches.flatMap((_, branch) => insertionPoints(design, [...series, index, branch])) : []))
    return [...own, ...nested]
  }

  it('cover every insertion point exactly once', () => {
    fc.assert(fc.property(anyDesign, design => {
      expect(layoutOf(design).gaps.map(gap => gap.path.join('.')).sort()).toEqual(insertionPoints(design).sort())
    }))
  })

  it('lie beside the items they name and reach none of them', () => {
    fc.assert(fc.property(anyDesign, design => {
      const { gaps, nodes } = layoutOf(design)
      const byKey = new Map(nodes.map(node => [node.key, node]))
      for (const gap of gaps) {
        const before = byKey.get(gap.before ?? '')
        const after = byKey.get(gap.after ?? '')
        if (before) expect(gap.x - gap.width / 2).toBe(before.x + before.width)
        if (after) expect(gap.x + gap.width / 2).toBe(after.x)
        expect(gap.width).toBeGreaterThanOrEqual(22)
      }
    }))
  })
})

describe('rails', () => {
  it('start and end at the edges of the items they join, on their axes', () => {
    fc.assert(fc.property(anyDesign, design => {
      const layout = layoutOf(design)
      const byKey = new Map(layout.nodes.map(node => [node.key, node]))
      expect(layout.rails).toHaveLength(layout.gaps.length)
      for (const gap of layout.gaps) {
        const rail = railAt(layout, gap.key)
        const group = byKey.get(gap.path.slice(0, -2).join('.'))
        const before = byKey.get(gap.before ?? '')
        const after = byKey.get(gap.after ?? '')
        expect(rail.start.x).toBe(before ? before.x + before.width : group ? group.x : layout.source.x + layout.source.width + 12)
        if (before) expect(rail.start.y).toBe(before.axis)
        if (after) expect([rail.end.x, rail.end.y]).toEqual([after.x, after.axis])
        else if (group) expect(rail.end.x).toBe(group.x + group.width)
      }
    }))
  })

  it('are never thinner than 3 px nor thicker than 56', () => {
    fc.assert(fc.property(anyDesign, fc.double({ min: 0, max: 1e9, noNaN: true }), (design, scale) => {
      const thicknesses = layoutOf(design, path => anyMmi(path) * scale).rails.flatMap(rail => [rail.start.thickness, rail.end.thickness])
      // A rounding error above 56 is no thicker line.
      expect(thicknesses.filter(thickness => !(thickness >= 3 && thickness <= 56 + 1e-9))).toEqual([])
    }))
  })

  it('are as thick as the flow where they meet a block', () => {
    fc.assert(fc.property(anyDesign, design => {
      const layout = layoutOf(design)
      for (const rail of layout.rails) {
        const joined = layout.nodes.some(node => node.kind === 'block' && node.key === rail.key)
        if (joined) expect(rail.end.thickness).toBeCloseTo(Math.max(3, (rail.endFlow ?? 0) * (layout.scale?.pixelsPerNat ?? 0)), 9)
      }
    }))
  })

  it('never widen along a series', () => {
    fc.assert(fc.property(anyDesign, design => {
      for (const rail of layoutOf(design).rails) expect(rail.endFlow ?? 0).toBeLessThanOrEqual(rail.startFlow ?? 0)
    }))
  })

  it('carry the running minimum and narrow on the way into the block that limits', () => {
    const mmi = [20, 12, 3, 15]
    const layout = layoutOf({ items: mmi.map(dense) }, path => mmi[Number(path)] ?? 0)
    expect(layout.rails.map(rail => [rail.startFlow, rail.endFlow])).toEqual([[20, 20], [20, 12], [12, 3], [3, 3], [3, 3]])
    expect(railAt(layout, '2').start.thickness).toBeCloseTo(56 * 12 / 20)
    expect(railAt(layout, '2').end.thickness).toBeCloseTo(56 * 3 / 20)
  })

  it('divide a trunk among its branches and join to the value of the group', () => {
    const mmi: Readonly<Record<string, number>> = { 0: 30, 1: 18, '1.0': 15, '1.1': 5 }
    const layout = layoutOf({ items: [dense(30), parallel([dense(15)], [dense(5)])] }, path => mmi[path] ?? 0)
    const scale = 56 / 30
    expect(railAt(layout, '1.0.0').start.thickness).toBeCloseTo(30 * scale * 15 / 20)
    expect(railAt(layout, '1.0.0').end.thickness).toBeCloseTo(15 * scale)
    expect(railAt(layout, '1.0.1').start.thickness).toBeCloseTo(15 * scale)
    expect(railAt(layout, '1.0.1').end.thickness + railAt(layout, '1.1.1').end.thickness).toBeCloseTo(18 * scale)
    expect(railAt(layout, '2').startFlow).toBe(18)
  })

  it('a branch carries no more than reaches its group', () => {
    const mmi: Readonly<Record<string, number>> = { 0: 4, 1: 30, '1.0': 15, '1.1': 15 }
    const layout = layoutOf({ items: [dense(4), parallel([dense(15)], [dense(15)])] }, path => mmi[path] ?? 0)
    expect(railAt(layout, '1.0.0').endFlow).toBe(4)
    expect(railAt(layout, '2').startFlow).toBe(4)
  })

  it('are thin without a result', () => {
    const layout = layoutDiagram({ items: [dense(4), parallel([dense(2)], [dense(3)])] }, null, options)
    expect(layout.scale).toBeNull()
    expect(new Set(layout.rails.flatMap(rail => [rail.start.thickness, rail.end.thickness]))).toEqual(new Set([3]))
  })

  it('have outlines made of the same commands, so that one eases into another', () => {
    fc.assert(fc.property(anyDesign, design => {
      for (const rail of layoutOf(design).rails) expect(rail.d.replaceAll(/[-\d.,\s]/g, '')).toBe('MLCLLLCLZ')
    }))
  })
})

describe('results', () => {
  it('mark the stages that attain the minimum', () => {
    const design = { items: [dense(8), dense(2), dense(2)] }
    const { nodes } = layoutDiagram(design, evaluationOf(design, () => 1, [1, 2]), options)
    expect(nodes.map(node => node.bottleneck)).toEqual([false, true, true])
  })

  it('of another design are matched by path and kind, and what does not match has no number', () => {
    const before = { items: [dense(8), dense(2)] }
    const after = { items: [dense(8), parallel([dense(2)], [dense(3)]), dense(2)] }
    const { nodes } = layoutDiagram(after, evaluationOf(before, () => 1), options)
    expect(nodes.map(node => node.evaluation !== null)).toEqual([true, false, false, false, false])
  })
})

it('takes time in proportion to the blocks', () => {
  const designOf = (count: number): Design => ({ items: Array.from({ length: count / 5 }, (_, index) => (index % 2 ? parallel([dense(4), dense(3)], [dense(2)], [parallel([dense(1)], [dense(2)])]) : dense(9))) })
  const fastest = (design: Design): number => Math.min(...Array.from({ length: 5 }, () => {
    const start = performance.now()
    layoutOf(design)
    return performance.now() - start
  }))
  const [small, large] = [designOf(1000), designOf(8000)]
  fastest(small)
  // Eight times the blocks: a quadratic layout would take 64 times as long.
  expect(fastest(large)).toBeLessThan(32 * Math.max(0.5, fastest(small)))
})
