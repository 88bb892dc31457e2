/** Random designs that are legal on 12 inputs (an image of 2×3 pixels with 2 channels), small enough to evaluate by the hundred. */
import { divisorsOf } from '../../../core/design/divisors'
import { inputLayout, layoutAfter, outputsOf, type Layout } from '../../../core/design/layout'
import type { Block, Branch, Design, Item } from '../../../core/design/types'
import { must } from '../../support/evaluate'
import { multiply, normal, transpose, uniform, type Rows } from '../../support/slowMethods'

export const imageShape = { height: 2, width: 3, channels: 2 }
const dimension = 12

/** A full-rank covariance with every window different. */
export function randomCovariance(seed: number): Rows {
  const random = uniform(seed)
  const rows = Array.from({ length: dimension }, () => Array.from({ length: dimension }, () => normal(random)))
  return multiply(rows, transpose(rows))
}

/** Every kind of place for a block: chains, nested groups, slices, convolutions on the input, behind one another, behind dense layers and groups; own budgets. */
export function randomDesign(seed: number): Design {
  const random = uniform(seed)
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!

  function series(before: Layout, depth: number): { readonly items: readonly Item[]; readonly layout: Layout } {
    const items: Item[] = []
    let layout = before
    for (let length = pick([1, 1, 2, 3, 4]); length > 0; length--) {
      const next = depth < 2 && random() < 0.3 ? group(layout, depth) : block(layout)
      items.push(next.item)
      layout = next.layout
    }
    const first = items[0]
    if (random() < 0.2 && first && first.kind !== 'parallel') items[0] = { ...first, budget: pick([0.5, 3, 40]) }
    return { items, layout }
  }

  function block(before: Layout): { readonly item: Block; readonly layout: Layout } {
    const item: Block = random() < 0.45
      ? { kind: 'dense', units: pick([1, 2, 3, 4, 6, 8, 12, 30]), activation: 'relu' }
      : { kind: 'conv', window: windowOn(before), filters: pick([1, 2, 3, 5]), activation: 'linear' }
    return { item, layout: must(layoutAfter(before, item)) }
  }

  function windowOn(before: Layout): Extract<Block, { kind: 'conv' }>['window'] {
    const image = before.kind === 'grid' ? before : before.kind === 'input' && !before.sliced ? imageShape : null
    if (image && random() < 0.5) return { kind: 'kernel', height: pick(divisorsOf(image.height)), width: pick(divisorsOf(image.width)) }
    const runs = before.kind === 'grid' ? before.height * before.width : before.kind === 'positions' ? before.count : outputsOf(before)
    return { kind: 'block', size: pick(divisorsOf(runs)) }
  }

  function group(before: Layout, depth: number): { readonly item: Item; readonly layout: Layout } {
    const branches = Array.from({ length: pick([2, 2, 3]) }, (): { readonly branch: Branch; readonly outputs: number } => {
      const slice = before.kind === 'input' && !before.sliced && random() < 0.4 ? pick([{ from: 0, to: 6 }, { from: 6, to: 12 }, { from: 4, to: 10 }]) : undefined
      const { items, layout } = series(slice ? { kind: 'input', dimension: 6, shape: null, sliced: true } : before, depth + 1)
      return { branch: slice ? { slice, items } : { items }, outputs: outputsOf(layout) }
    })
    return {
      item: { kind: 'parallel', branches: branches.map(({ branch }) => branch) },
      layout: { kind: 'flat', outputs: branches.reduce((sum, { outputs }) => sum + outputs, 0) }
    }
  }

  return { items: series(inputLayout({ dimension, shape: imageShape }), 0).items }
}
