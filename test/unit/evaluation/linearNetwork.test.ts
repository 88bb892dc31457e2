import { describe, expect, it } from 'vitest'
import type { InputShape } from '../../../core/api/model'
import type { CompiledGroup, CompiledLeaf, CompiledSeries } from '../../../core/design/compile'
import { linearNetwork } from '../../../core/evaluation/linearNetwork'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { planNetwork } from '../../../core/theory/certificate/plan'
import { must } from '../../support/evaluate'

const compiled = (design: string, dimension: number, shape: InputShape | null = null): CompiledSeries => must(prepareDesign(design, { dimension, shape })).compiled

describe('the linear network of a design', () => {
  it('keeps sizes, budgets and slices, and forgets activations', () => {
    expect(linearNetwork(compiled('([0:4] dense(3, tanh) -> dense(2) | [4:6] dense(1, budget=5))', 6), 7)).toEqual({
      slice: null, budget: 7,
      layers: [{
        kind: 'group',
        branches: [
          { slice: { from: 0, to: 4 }, budget: 7, layers: [{ kind: 'dense', outputs: 3, channels: 1 }, { kind: 'dense', outputs: 2, channels: 1 }] },
          { slice: { from: 4, to: 6 }, budget: 5, layers: [{ kind: 'dense', outputs: 1, channels: 1 }] }
        ]
      }]
    })
  })

  it('reads runs behind a dense layer, positions behind a convolution there', () => {
    expect(linearNetwork(compiled('dense(12) -> conv(block=2, filters=5) -> conv(block=3, filters=1)', 6), 1).layers.slice(1)).toEqual([
      { kind: 'shared', filters: 5, windows: { kind: 'runs', size: 2 } },
      { kind: 'shared', filters: 1, windows: { kind: 'runs', size: 3 } }
    ])
  })

  it('sees through convolutions of images the same windows of the input as the design does, in the same order', () => {
    const image: InputShape = { height: 4, width: 8, channels: 3 }
    const designs = [
      'conv(kernel=2x2, filters=3)',
      'conv(kernel=2x2, filters=3) -> conv(kernel=1x2, filters=2)',
      'conv(kernel=2x1, filters=3) -> conv(kernel=1x2, filters=2) -> conv(kernel=2x2, filters=4)',
      'conv(kernel=2x2, filters=3) -> conv(block=4, filters=2)'
    ]
    for (const design of designs) {
      const series = compiled(design, 96, image)
      const [{ piece } = { piece: null }] = planNetwork(linearNetwork(series, 1), 96).finals
      const leaf = series.items.at(-1) as CompiledLeaf
      expect(piece).toMatchObject({ kind: 'windowed', filters: leaf.outputsPerWindow, rows: leaf.outputs })
      expect(piece).toHaveProperty('windows', leaf.windows)
    }
  })

  it('goes on from positions inside branches, and counts a slice from the first column of the diagram', () => {
    const series = compiled('conv(block=2, filters=3) -> (conv(block=2, filters=1) | dense(2))', 8)
    const group = series.items[1] as CompiledGroup
    const [first, second] = planNetwork(linearNetwork(series, 1), 8).finals
    expect(first?.piece).toHaveProperty('windows', (group.branches[0]!.items[0] as CompiledLeaf).windows)
    expect(second?.piece).toMatchObject({ kind: 'dense', rows: 2, columns: 8 })
    const nested = planNetwork(linearNetwork(compiled('([2:8] ([1:5] conv(block=2, filters=1) | dense(1)) | dense(1))', 8), 1), 8)
    expect(nested.finals[0]?.piece).toHaveProperty('windows', [Int32Array.of(3, 4), Int32Array.of(5, 6)])
    expect(nested.finals[1]?.piece).toMatchObject({ from: 2, columns: 6 })
  })
})
