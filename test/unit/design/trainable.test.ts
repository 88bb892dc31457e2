import { describe, expect, it } from 'vitest'
import { compileDesign } from '../../../core/design/compile'
import { parseDesign } from '../../../core/design/parse'
import { trainableParameters } from '../../../core/design/trainable'
import { must } from '../../support/evaluate'

const image = { dimension: 64, shape: { height: 8, width: 8, channels: 1 } }
const colour = { dimension: 192, shape: { height: 8, width: 8, channels: 3 } }
const count = (notation: string, input: Parameters<typeof compileDesign>[1] = image): number => trainableParameters(must(compileDesign(must(parseDesign(notation)), input)))

describe('trainable parameters', () => {
  // written out as model.summary() of Keras lists them, layer by layer: weights + biases
  it.each([
    ['Dense(10) on 64 inputs', 'dense(10)', 64 * 10 + 10],
    ['two dense layers', 'dense(16, relu) -> dense(10)', 64 * 16 + 16 + (16 * 10 + 10)],
    ['Conv2D(6, 4, strides=4) on 8×8×1, Flatten, Dense(10)', 'conv(kernel=4x4, filters=6) -> dense(10)', 4 * 4 * 1 * 6 + 6 + (2 * 2 * 6 * 10 + 10)],
    ['Conv2D twice: the second reads all channels of the first', 'conv(kernel=2x2, filters=5) -> conv(kernel=4x4, filters=3)', 2 * 2 * 5 + 5 + (4 * 4 * 5 * 3 + 3)],
    ['Conv1D(3, 8, strides=8) on 64×1', 'conv(block=8, filters=3)', 8 * 3 + 3],
    ['Conv1D over positions of a Conv1D', 'conv(block=8, filters=3) -> conv(block=2, filters=4)', 8 * 3 + 3 + (2 * 3 * 4 + 4)],
    ['Conv1D over the outputs of a dense layer', 'dense(12) -> conv(block=4, filters=5)', 64 * 12 + 12 + (4 * 5 + 5)],
    ['branches side by side, concatenated', '(dense(16) | conv(kernel=4x4, filters=2)) -> dense(10)', 64 * 16 + 16 + (16 * 2 + 2) + ((16 + 4 * 2) * 10 + 10)],
    ['branches that read columns', '([0:10] dense(3) | [10:64] dense(2) -> dense(4))', 10 * 3 + 3 + (54 * 2 + 2) + (2 * 4 + 4)],
    ['a branch behind a convolution reads its positions', 'conv(kernel=2x2, filters=5) -> (conv(block=4, filters=2) | dense(3))', 2 * 2 * 5 + 5 + (4 * 5 * 2 + 2) + (16 * 5 * 3 + 3)]
  ])('of %s', (_, notation, expected) => {
    expect(count(notation)).toBe(expected)
  })

  it('of a convolution on a colour image hold every channel', () => {
    expect(count('conv(kernel=4x4, filters=6)', colour)).toBe(4 * 4 * 3 * 6 + 6)
  })
})
