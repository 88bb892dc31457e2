/** Arbitrary designs that are valid on an input, with convolutions that divide what they read: for tests of everything behind validation. */
import fc from 'fast-check'
import type { InputShape } from '../../core/api/model'
import { inputLayout, layoutAfter, outputsOf, type Layout } from '../../core/design/layout'
import { printDesign } from '../../core/design/print'
import { activations, type Block, type Item } from '../../core/design/types'
import { uniform } from './slowMethods'

export interface LegalDesign {
  readonly notation: string
  readonly dimension: number
  readonly shape: InputShape | null
}

/** Of 4 to 48 inputs, an image half of the time; up to three levels deep. */
export const arbitraryLegalNotation: fc.Arbitrary<LegalDesign> = fc.tuple(fc.nat({ max: 2 ** 31 }), fc.boolean()).map(([seed, image]) => {
  const random = uniform(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!
  const shape = image ? { height: pick([2, 4, 6]), width: pick([2, 4]), channels: pick([1, 2]) } : null
  const dimension = shape ? shape.height * shape.width * shape.channels : pick([4, 6, 12, 16])
  return { notation: printDesign({ items: series(inputLayout({ dimension, shape }), 0) }), dimension, shape }

  function series(start: Layout, depth: number): Item[] {
    const items: Item[] = []
    let layout = start
    for (let length = pick([1, 1, 2, 3]); items.length < length;) {
      if (depth < 2 && random() < 0.3) {
        const group = parallel(layout, depth)
        items.push(group.item)
        layout = { kind: 'flat', outputs: group.outputs }
        continue
      }
      const block = random() < 0.5 ? dense() : convolution(layout)
      const after = layoutAfter(layout, block)
      if (!after.ok) continue
      items.push(block)
      layout = after.value
    }
    return items
  }

  function parallel(layout: Layout, depth: number): { readonly item: Item; readonly outputs: number } {
    const sliced = layout.kind === 'input' && layout.dimension >= 4 && random() < 0.4
    const cut = layout.kind === 'input' ? Math.floor(layout.dimension / 2) : 0
    const slices = sliced ? [{ from: 0, to: cut }, { from: cut, to: outputsOf(layout) }] : [undefined, undefined]
    let outputs = 0
    const branches = slices.map(slice => {
      const start: Layout = slice ? { kind: 'input', dimension: slice.to - slice.from, shape: null, sliced: true } : layout
      const items = series(start, depth + 1)
      outputs += outputsBehind(start, items)
      return slice ? { slice, items } : { items }
    })
    return { item: { kind: 'parallel', branches }, outputs }
  }

  function outputsBehind(start: Layout, items: readonly Item[]): number {
    let layout = start
    for (const item of items) {
      if (item.kind === 'parallel') {
        const begin = layout
        layout = { kind: 'flat', outputs: item.branches.reduce((sum, branch) => sum + outputsBehind(branch.slice ? { kind: 'input', dimension: branch.slice.to - branch.slice.from, shape: null, sliced: true } : begin, branch.items), 0) }
      } else {
        const after = layoutAfter(layout, item)
        if (!after.ok) throw new Error(after.problem.what)
        layout = after.value
      }
    }
    return outputsOf(layout)
  }

  function dense(): Block {
    return { kind: 'dense', units: pick([1, 2, 3, 6]), activation: pick(activations) }
  }

  function convolution(layout: Layout): Block {
    const window = random() < 0.5
      ? { kind: 'block', size: pick([1, 2, 3]) } as const
      : { kind: 'kernel', height: pick([1, 2]), width: pick([1, 2]) } as const
    const block: Block = { kind: 'conv', window, filters: pick([1, 2, 3]), activation: pick(activations) }
    return layoutAfter(layout, block).ok ? block : dense()
  }
})
