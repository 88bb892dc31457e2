import { expect, it } from 'vitest'
import { convertBlock } from '../../../renderer/inspector/convertBlock'
import type { Block } from '../../../core/design/types'

const dense: Block = { kind: 'dense', units: 16, activation: 'tanh', budget: 5, label: 'head' }

it('keeps size, activation, budget and label when the kind changes', () => {
  expect(convertBlock(dense, 'conv-2d')).toEqual({ kind: 'conv', window: { kind: 'kernel', height: 2, width: 2 }, filters: 16, activation: 'tanh', budget: 5, label: 'head' })
  expect(convertBlock(convertBlock(dense, 'conv-1d'), 'dense')).toEqual(dense)
})

it('keeps the number of inputs of a window between one and two dimensions', () => {
  const line: Block = { kind: 'conv', window: { kind: 'block', size: 12 }, filters: 3, activation: 'linear' }
  expect(convertBlock(line, 'conv-2d')).toMatchObject({ window: { kind: 'kernel', height: 3, width: 4 } })
  expect(convertBlock(convertBlock(line, 'conv-2d'), 'conv-1d')).toEqual(line)
})
