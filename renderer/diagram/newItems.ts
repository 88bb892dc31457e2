/** What the diagram inserts when asked for a block without any further word. */
import type { ConvBlock, DenseBlock, Item, ParallelGroup } from '../../core/design/types'

export const newDense: DenseBlock = { kind: 'dense', units: 16, activation: 'relu' }

const convolution1d: ConvBlock = { kind: 'conv', window: { kind: 'block', size: 2 }, filters: 4, activation: 'linear' }
const convolution2d: ConvBlock = { kind: 'conv', window: { kind: 'kernel', height: 2, width: 2 }, filters: 4, activation: 'linear' }
const branch: DenseBlock = { kind: 'dense', units: 8, activation: 'linear' }
const parallel: ParallelGroup = { kind: 'parallel', branches: [{ items: [branch] }, { items: [branch] }] }

export interface NewItem {
  readonly name: string
  readonly hint: string
  readonly item: Item
}

/** The choices of the "+" menu, in order. */
export const newItems: readonly NewItem[] = [
  { name: 'Dense layer', hint: '16, relu', item: newDense },
  { name: 'Convolution, 1-D', hint: 'block 2, 4 filters', item: convolution1d },
  { name: 'Convolution, 2-D', hint: 'kernel 2×2, 4 filters', item: convolution2d },
  { name: 'Parallel group', hint: 'dense 8 | dense 8', item: parallel }
]

export const newConvolution: Item = convolution1d
