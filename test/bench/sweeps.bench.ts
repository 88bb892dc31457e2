import { bench, describe } from 'vitest'
import { budgetSweep } from '../../core/evaluation/budgetSweep'
import { buildChannels, seriesValue } from '../../core/evaluation/channels'
import { compareDesigns } from '../../core/evaluation/compare'
import { budgetCurve, budgetGrid } from '../../core/evaluation/curve'
import { widthCurve } from '../../core/evaluation/widthSweep'
import { success } from '../../core/api/problem'
import { exponentialSpectrum } from '../../core/theory/spectrum'
import { prepare } from '../support/evaluate'

const range = { from: 0.01, to: 10_000, points: 10_000, scale: 'log' } as const
const values = [...exponentialSpectrum(0.1, 784)]
const part = (index: number): string => `(dense(${20 + index}, relu) | dense(${9 + index}) | dense(12)) -> dense(${30 + index})`
const four = prepare(part(0), { input: values, budget: 50 })
const hundred = prepare(Array.from({ length: 25 }, (_, index) => part(index)).join(' -> '), { input: values, budget: 50 })
const fifty = Array.from({ length: 50 }, (_, index) => success(prepare(part(index), { input: values, budget: 50 })))
const root = buildChannels(hundred.compiled, hundred.model, hundred.spectra, hundred.noise)
const grid = budgetGrid(range)

describe('10,000 points of a curve', () => {
  bench('MMI(F) of four blocks', () => void budgetCurve(four, range))
  bench('MMI(F) of a hundred blocks', () => void grid.map(budgetSweep(root)), { iterations: 10, time: 0 })
  bench('MMI(F) of a hundred blocks, each budget evaluated by itself', () => void grid.map(budget => seriesValue(root, budget)), { iterations: 10, time: 0 })
  bench('MMI along the width of one of a hundred blocks', () => void widthCurve(hundred, [1], { from: 1, to: 10_000, points: 10_000 }))
})

describe('50 designs at a budget that moves', () => {
  bench('all of them compared', () => void compareDesigns(fifty, null))
})
