import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { prepare } from '../../support/evaluate'

/** Series of groups of three branches with a dense layer after each: four blocks at a time. @param width of one layer, which the typing changes */
function design(blocks: number, width: number): string {
  return Array.from({ length: Math.ceil(blocks / 4) }, (_, index) => `(dense(${20 + (index % 30)}, relu) | dense(${9 + (index % 30)}) | dense(12)) -> dense(${index === 0 ? width : 30 + (index % 30)})`).join(' -> ')
}

/** What core does at each key: reads the notation and evaluates every block. @returns the median, and the slow end of the strokes */
export function measureTyping(blocks: number, strokes: number): { readonly seconds: number; readonly slowest: number; readonly blocks: number } {
  const spectrum = Array.from({ length: 100 }, (_, index) => Math.exp(-0.1 * index))
  const input = prepare(design(blocks, 40), { input: spectrum, budget: 50 })
  const times = Array.from({ length: strokes }, (_, stroke) => {
    const begin = performance.now()
    const prepared = prepareDesign(design(blocks, 40 + (stroke % 10)), { dimension: 100, shape: null })
    if (!prepared.ok) throw new Error(prepared.problem.what)
    evaluateDesign({ ...input, ...prepared.value })
    return (performance.now() - begin) / 1000
  }).sort((a, b) => a - b)
  return { seconds: times[strokes >> 1]!, slowest: times[Math.floor(0.95 * (strokes - 1))]!, blocks: Math.ceil(blocks / 4) * 4 }
}
