import { describe, expect, it } from 'vitest'
import { itemAt } from '../../../core/design/paths'
import { advice, verdict } from '../../../core/evaluation/advice'
import { budgetForInformation, prepareWaterFilling } from '../../../core/theory/waterFilling'
import { evaluate, prepare } from '../../support/evaluate'
import { blockPaths } from '../design/arbitraryDesign'
import { editedWidth } from './editedWidth'

const spectrum = [3, 2, 1, 0.5, 0.2, 0.1]
const setting = { input: spectrum, budget: 60 }
const designs = [
  'dense(3)',
  'dense(2) -> dense(3)',
  'dense(6) -> dense(4) -> dense(20)',
  'conv(block=3, filters=2)',
  'conv(block=2, filters=1) -> dense(4)',
  'dense(8) -> conv(block=4, filters=1)',
  'dense(12) -> conv(block=3, filters=1) -> conv(block=2, filters=1)',
  '(dense(2) | dense(1))',
  '(dense(2) | conv(block=3, filters=1)) -> dense(6)',
  'dense(5) -> (dense(2) -> dense(3) | dense(1)) -> dense(6)',
  '([0:3] dense(2, budget=1) | [3:6] dense(1)) -> dense(3)'
]
const uppers = [0.05, 0.6, 1.2, 2, 2.8, 4, 9]
/** No width beyond it changes anything here: six components, windows of at most 4 × 3 outputs before one counts. */
const widest = 80

/** MMI of the design with another width, evaluated from the notation on; null when it is illegal. */
function atWidth(notation: string, path: readonly number[], width: number): number | null {
  try {
    return evaluate(editedWidth(prepare(notation, setting).design, path, width), setting).mmi.value
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('DESIGN_DIVISIBILITY')) return null
    throw error
  }
}

describe('the advised width', () => {
  it('is the largest with MMI at or below the upper end, found by trying every one', () => {
    const answers = { width: 0, none: 0 }
    for (const notation of designs) {
      const input = prepare(notation, setting)
      const values = new Map(blockPaths(input.design).map(path => [path.join(), Array.from({ length: widest }, (_, index) => atWidth(notation, path, index + 1))]))
      for (const upper of uppers) {
        const { leaf, width } = advice(input, upper)
        const tried = values.get(leaf!.join())!
        const fitting = tried.flatMap((value, index) => (value !== null && value <= upper ? [index + 1] : []))
        const everyOne = fitting.length === tried.filter(value => value !== null).length
        expect(width, `${notation}, ${upper}`).toBe(everyOne ? null : fitting.at(-1) ?? null)
        if (width === null) answers.none += 1
        else answers.width += 1
      }
    }
    expect(answers.width).toBeGreaterThan(10)
    expect(answers.none).toBeGreaterThan(10)
  })

  it('is that of the first bottleneck block, also inside a group', () => {
    const leaf = (notation: string, upper: number): unknown => advice(prepare(notation, setting), upper).leaf
    expect(leaf('dense(6) -> dense(4) -> dense(20)', 2)).toEqual([1])
    expect(leaf('dense(6) -> (dense(2) -> dense(1) | dense(1))', 1)).toEqual([1, 0, 1])
  })

  it('is of a later bottleneck block when the first one has none', () => {
    // even one unit in the first branch leaves the second, which alone carries more than the upper end
    const input = prepare('([4:6] dense(2) | [0:4] dense(4))', setting)
    const second = evaluate('([4:6] dense(2) | [0:4] dense(1))', setting).mmi.value
    const { leaf, width } = advice(input, second + 1e-6)
    expect({ leaf, width }).toEqual({ leaf: [0, 1, 0], width: 1 })
  })

  it('is null and names the first block when every width stays below or lies above', () => {
    expect(advice(prepare('dense(3)', setting), 100)).toMatchObject({ leaf: [0], width: null })
    expect(advice(prepare('dense(3)', setting), 0.01)).toMatchObject({ leaf: [0], width: null })
  })
})

describe('the advised budget', () => {
  it('is where MMI(F) reaches the upper end: at it, not above; just beyond it, above', () => {
    for (const notation of designs.slice(0, -1)) {
      for (const upper of uppers) {
        const { budget } = advice(prepare(notation, setting), upper)
        const at = (value: number): number => evaluate(notation, { ...setting, budget: value }).mmi.value
        // neighbouring budgets differ by 2⁻⁵² of themselves, MMI by at most as much of itself per digit of F it moves with
        expect(at(budget!), `${notation}, ${upper}`).toBeLessThanOrEqual(upper)
        expect(upper - at(budget!)).toBeLessThan(1e-12 * upper)
        expect(at(budget! * (1 + 1e-9))).toBeGreaterThan(upper)
      }
    }
  })

  it('agrees with the closed form of a single layer', () => {
    const table = prepareWaterFilling(Float64Array.from(spectrum), 1)
    for (const upper of uppers) expect(advice(prepare('dense(3)', setting), upper).budget! / budgetForInformation(table, upper, 3)!).toBeCloseTo(1, 12)
  })

  it('is null where chains with budgets of their own hold MMI away from the upper end', () => {
    expect(advice(prepare('dense(3, budget=2)', setting), 0.1).budget).toBeNull()
    expect(advice(prepare('dense(3, budget=2)', setting), 5).budget).toBeNull()
    expect(advice(prepare('dense(2)', { input: [0, 0], budget: 1 }), 1).budget).toBeNull()
  })
})

describe('the verdict', () => {
  const input = prepare('dense(3)', setting)
  const { value } = evaluate('dense(3)', setting).mmi

  it('is below, inside or above, the ends themselves being inside', () => {
    const position = (lower: number, upper: number | null): string => verdict(input, { lower, upper }).position
    expect([position(value + 1e-9, value + 1), position(value, value + 1), position(value - 1, value), position(0, value - 1e-9)]).toEqual(['below', 'inside', 'inside', 'above'])
  })

  it('tells the distance to the upper end with its advice, and neither without an upper end', () => {
    const upper = value - 0.5
    expect(verdict(input, { lower: 0.1, upper })).toEqual({ position: 'above', mmi: value, distance: upper - value, ...advice(input, upper) })
    expect(verdict(input, { lower: 0.1, upper: null })).toEqual({ position: 'inside', mmi: value, distance: null, leaf: null, width: null, budget: null })
  })

  it('changes to inside once the advice is followed', () => {
    for (const notation of designs) {
      const before = prepare(notation, setting)
      const upper = 0.7 * evaluate(notation, setting).mmi.value
      const { leaf, width, budget } = advice(before, upper)
      if (leaf && width !== null) expect(verdict(prepare(editedWidth(before.design, leaf, width), setting), { lower: 0, upper }).position).toBe('inside')
      if (budget !== null) expect(verdict(prepare(notation, { ...setting, budget }), { lower: 0, upper }).position).toBe('inside')
      expect(itemAt(before.design, leaf!)).not.toBeNull()
    }
  })
})
