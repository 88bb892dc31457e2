/** Information of a convolution by ascent over its shared kernel: W̃ repeats the kernel along the diagonal; F bounds the kernel. Knows nothing of Theorem 3. */
import { ascend, informationOfWeights, normal, uniform, type Rows } from './slowMethods'

/** Best of several seeded starts, σ² = 1. @param size inputs of a window @returns nats */
export function sharedKernelAscent(covariance: Rows, size: number, filters: number, budget: number, starts = 5): number {
  const random = uniform(11)
  const windows = covariance.length / size
  let best = 0
  for (let start = 0; start < starts; start++) {
    const kernel = Array.from({ length: filters }, () => Array.from({ length: size }, () => normal(random)))
    best = Math.max(best, ascend(kernel, budget, candidate => {
      const weights = Array.from({ length: windows }, (_, block) =>
        candidate.map(row => covariance.map((__, column) => (Math.floor(column / size) === block ? row[column - block * size]! : 0)))).flat()
      const { value, gradient } = informationOfWeights(weights, covariance, 1)
      const shared = candidate.map((row, filter) => row.map((_, k) => {
        let sum = 0
        for (let block = 0; block < windows; block++) sum += gradient[block * filters + filter]![block * size + k]!
        return sum
      }))
      return { value, gradient: shared }
    }))
  }
  return best
}

/** Covariance of a circular AR(1) process: r to the power of the distance around the circle. */
export function circularAutoregression(r: number, order: number): Rows {
  return Array.from({ length: order }, (_, i) => Array.from({ length: order }, (__, j) => r ** Math.min(Math.abs(i - j), order - Math.abs(i - j))))
}
