import { bench, describe } from 'vitest'
import { budgetCurve } from '../../core/evaluation/curve'
import { evaluateDesign } from '../../core/evaluation/evaluate'
import { prepareDesign } from '../../core/evaluation/prepare'
import { exponentialSpectrum } from '../../core/theory/spectrum'
import { maximumInformation, prepareWaterFilling } from '../../core/theory/waterFilling'
import { prepare } from '../support/evaluate'
import { informationByBisection } from '../support/slowMethods'

const spectrum = exponentialSpectrum(0.1, 100)
const values = [...spectrum]
const hundredBlocks = Array.from({ length: 25 }, (_, index) => `(dense(${20 + index}, relu) | dense(${9 + index}) | dense(12)) -> dense(${30 + index})`).join(' -> ')
const prepared = prepare(hundredBlocks, { input: values, budget: 50 })
const table = prepareWaterFilling(spectrum, 1)

describe('one dense layer of 100 inputs at one budget', () => {
  bench('closed form on a prepared table', () => void maximumInformation(table, 50, 50))
  bench('bisection on the water level', () => void informationByBisection(values, 1, 50, 50))
})

describe('what one keystroke costs at 100 blocks', () => {
  bench('read and compile the notation', () => void prepareDesign(hundredBlocks, { dimension: 100, shape: null }))
  bench('evaluate every block', () => void evaluateDesign(prepared))
  bench('MMI(F) at 240 budgets', () => void budgetCurve(prepared, { from: 0.01, to: 1000, points: 240, scale: 'log' }))
})
