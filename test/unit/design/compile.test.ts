import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputShape } from '../../../core/api/model'
import { describeProblem } from '../../../core/api/problem'
import { compileDesign, type CompiledGroup, type CompiledLeaf, type CompiledSeries } from '../../../core/design/compile'
import { parseDesign } from '../../../core/design/parse'
import { itemAt } from '../../../core/design/paths'

function compiled(text: string, dimension: number, shape: InputShape | null = null): CompiledSeries {
  const design = parseDesign(text)
  if (!design.ok) throw new Error(describeProblem(design.problem))
  const result = compileDesign(design.value, { dimension, shape })
  if (!result.ok) throw new Error(describeProblem(result.problem))
  return result.value
}

function leafAt(series: CompiledSeries, index: number): CompiledLeaf {
  const item = series.items[index]
  if (item?.kind !== 'leaf') throw new Error(`item ${index} is no leaf`)
  return item
}

function groupAt(series: CompiledSeries, index: number): CompiledGroup {
  const item = series.items[index]
  if (item?.kind !== 'group') throw new Error(`item ${index} is no group`)
  return item
}

function branchOf(group: CompiledGroup, index: number): CompiledSeries {
  const branch = group.branches[index]
  if (branch === undefined) throw new Error(`no branch ${index}`)
  return branch
}

function windowsOf(leaf: CompiledLeaf): number[][] {
  if (leaf.windows === 'whole') throw new Error('the leaf has no windows')
  return leaf.windows.map(window => [...window])
}

/**
 * The slow way: which of H·W·C inputs each output sees, by asking for every input in which cell of each layer it lands.
 * Layers are kernels [height, width]; the windows are sets, in row-major order of the last grid.
 */
function windowsBySearch(shape: InputShape, kernels: readonly (readonly [number, number])[]): number[][] {
  const down = kernels.reduce((product, [height]) => product * height, 1)
  const right = kernels.reduce((product, [, width]) => product * width, 1)
  const windows: number[][] = []
  for (let row = 0; row < shape.height; row++) {
    for (let column = 0; column < shape.width; column++) {
      for (let channel = 0; channel < shape.channels; channel++) {
        const window = Math.floor(row / down) * (shape.width / right) + Math.floor(column / right)
        const members = windows[window] ??= []
        members.push((row * shape.width + column) * shape.channels + channel)
      }
    }
  }
  return windows
}

const ascending = (values: readonly number[]): number[] => values.toSorted((one, other) => one - other)

describe('windows of a convolution in input coordinates', () => {
  it('are runs for 1-D blocks, and runs of runs behind them', () => {
    const series = compiled('conv(block=2, filters=3) -> conv(block=3, filters=5)', 12)
    expect(windowsOf(leafAt(series, 0))).toEqual([[0, 1], [2, 3], [4, 5], [6, 7], [8, 9], [10, 11]])
    expect(windowsOf(leafAt(series, 1))).toEqual([[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]])
    expect(leafAt(series, 0)).toMatchObject({ reads: 2, positions: 6, outputsPerWindow: 3, outputs: 18, convAfterFlat: false })
    expect(leafAt(series, 1)).toMatchObject({ reads: 6, positions: 2, outputsPerWindow: 5, outputs: 10, convAfterFlat: false })
    expect(series).toMatchObject({ path: [], columns: 'all', dimension: 12, budget: null, outputs: 10 })
  })

  it.each<[string, InputShape, readonly (readonly [number, number])[]]>([
    ['8×8×1, 2x2 then 2x2', { height: 8, width: 8, channels: 1 }, [[2, 2], [2, 2]]],
    ['8×8×3, 2x4 then 2x1', { height: 8, width: 8, channels: 3 }, [[2, 4], [2, 1]]],
    ['4×6×3, 2x3', { height: 4, width: 6, channels: 3 }, [[2, 3]]],
    ['12×8×2, 3x2 then 2x2 then 2x1', { height: 12, width: 8, channels: 2 }, [[3, 2], [2, 2], [2, 1]]]
  ])('are patches of the image: %s', (_, shape, kernels) => {
    const text = kernels.map(([height, width]) => `conv(kernel=${height}x${width}, filters=2)`).join(' -> ')
    const series = compiled(text, shape.height * shape.width * shape.channels, shape)
    kernels.forEach((_kernel, layer) => {
      const windows = windowsOf(leafAt(series, layer))
      expect(windows.map(ascending)).toEqual(windowsBySearch(shape, kernels.slice(0, layer + 1)))
    })
  })

  it('put coordinate t of every window at the same weight: windows of one stage are translations of each other', () => {
    const series = compiled('conv(kernel=2x2, filters=3) -> conv(kernel=2x2, filters=2)', 192, { height: 8, width: 8, channels: 3 })
    const windows = windowsOf(leafAt(series, 1))
    const pattern = windows.map(window => window.map(coordinate => coordinate - (window[0] ?? 0)))
    expect(new Set(pattern.map(offsets => offsets.join())).size).toBe(1)
  })

  it('of a 1-D block behind a 2-D kernel join patches in row-major order of the grid', () => {
    const shape: InputShape = { height: 4, width: 6, channels: 3 }
    const series = compiled('conv(kernel=2x2, filters=3) -> conv(block=2, filters=2)', 72, shape)
    const patches = windowsOf(leafAt(series, 0))
    expect(patches).toHaveLength(6)
    expect(windowsOf(leafAt(series, 1))).toEqual([0, 2, 4].map(first => [...patches[first] ?? [], ...patches[first + 1] ?? []]))
  })

  it('tile the input, whatever the convolutions', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
    fc.assert(fc.property(sizes, fc.integer({ min: 1, max: 4 }), (blocks, rest) => {
      const dimension = blocks.reduce((product, size) => product * size, rest)
      const series = compiled(blocks.map(size => `conv(block=${size}, filters=2)`).join(' -> '), dimension)
      blocks.forEach((_, index) => {
        const leaf = leafAt(series, index)
        const windows = windowsOf(leaf)
        expect(windows.flat()).toEqual(Array.from({ length: dimension }, (__, coordinate) => coordinate))
        expect(leaf.reads * leaf.positions).toBe(dimension)
        expect(windows.every(window => window.length === leaf.reads)).toBe(true)
      })
    }))
  })
})

describe('a stage without windows', () => {
  it('sees the whole input: dense layers, and convolutions behind them', () => {
    const series = compiled('conv(block=4, filters=2) -> dense(12, relu, budget=5) -> conv(block=3, filters=5) -> conv(block=2, filters=7)', 16)
    expect(leafAt(series, 1)).toMatchObject({ windows: 'whole', reads: 16, positions: 1, outputsPerWindow: 12, outputs: 12, convAfterFlat: false })
    expect(leafAt(series, 2)).toMatchObject({ windows: 'whole', reads: 16, positions: 1, outputsPerWindow: 20, outputs: 20, convAfterFlat: true })
    expect(leafAt(series, 3)).toMatchObject({ windows: 'whole', reads: 16, positions: 1, outputsPerWindow: 14, outputs: 14, convAfterFlat: true })
    expect(series).toMatchObject({ budget: 5, outputs: 14 })
  })

  it('a convolution behind a group is a dense map of all its outputs', () => {
    const series = compiled('(dense(2) | conv(block=2, filters=5)) -> conv(block=11, filters=4)', 8)
    expect(groupAt(series, 0).outputs).toBe(2 + 4 * 5)
    expect(leafAt(series, 1)).toMatchObject({ windows: 'whole', outputs: (22 / 11) * 4, convAfterFlat: true })
  })
})

describe('branches', () => {
  it('read slices of the input in absolute columns, inner slices relative to outer ones', () => {
    const series = compiled('([2:10] ([0:4] conv(block=2, filters=3) | dense(1)) | dense(2, budget=9)) -> dense(5)', 12)
    const outer = groupAt(series, 0)
    const sliced = branchOf(outer, 0)
    const inner = groupAt(sliced, 0)
    expect(sliced).toMatchObject({ path: [0, 0], columns: { from: 2, to: 10 }, dimension: 8, budget: null, outputs: 7 })
    expect(branchOf(inner, 0)).toMatchObject({ path: [0, 0, 0, 0], columns: { from: 2, to: 6 }, dimension: 4, outputs: 6 })
    expect(windowsOf(leafAt(branchOf(inner, 0), 0))).toEqual([[0, 1], [2, 3]])
    expect(branchOf(inner, 1)).toMatchObject({ columns: { from: 2, to: 10 }, dimension: 8 })
    expect(branchOf(outer, 1)).toMatchObject({ columns: 'all', dimension: 12, budget: 9, outputs: 2 })
    expect(outer.outputs).toBe(9)
    expect(leafAt(series, 1)).toMatchObject({ reads: 12, outputs: 5 })
  })

  it('go on from the positions before their group, measured against the input of the chain', () => {
    const shape: InputShape = { height: 4, width: 4, channels: 1 }
    const series = compiled('conv(kernel=2x2, filters=3) -> (conv(kernel=2x1, filters=2) | conv(block=2, filters=1) | dense(4))', 16, shape)
    const group = groupAt(series, 1)
    expect(windowsOf(leafAt(branchOf(group, 0), 0)).map(ascending)).toEqual([[0, 1, 4, 5, 8, 9, 12, 13], [2, 3, 6, 7, 10, 11, 14, 15]])
    expect(windowsOf(leafAt(branchOf(group, 1), 0)).map(ascending)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], [8, 9, 10, 11, 12, 13, 14, 15]])
    expect(branchOf(group, 2)).toMatchObject({ columns: 'all', dimension: 16, outputs: 4 })
    expect(group.outputs).toBe(4 + 2 + 4)
  })

  it('carry the paths of the design', () => {
    const parsed = parseDesign('dense(1) -> (dense(2) -> dense(3) | dense(4))')
    if (!parsed.ok) throw new Error(parsed.problem.what)
    const group = groupAt(compiled('dense(1) -> (dense(2) -> dense(3) | dense(4))', 3), 1)
    const leaf = leafAt(branchOf(group, 0), 1)
    expect(leaf.path).toEqual([1, 0, 1])
    expect(itemAt(parsed.value, leaf.path)).toEqual(leaf.block)
  })
})

describe('a design that does not fit', () => {
  it('fails with its first problem', () => {
    const design = parseDesign('conv(block=5, filters=1) -> (dense(1) | dense(2, budget=1) -> dense(2, budget=2))')
    const result = design.ok ? compileDesign(design.value, { dimension: 64, shape: null }) : design
    expect(!result.ok && result.problem.code).toBe('DESIGN_DIVISIBILITY')
  })
})
