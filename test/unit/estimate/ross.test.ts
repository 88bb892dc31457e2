import { describe, expect, it } from 'vitest'
import { rossInformation } from '../../../core/estimate/ross'
import { createRandom } from '../../../core/linalg/random'
import { drawRows, targetInput } from '../../support/targetInput'
import { preparedRows } from './prepared'

/** I(X;Y) of two equally likely unit normals at ±1, by the trapezoid rule. */
function twoNormals(): number {
  const density = (x: number, mean: number): number => Math.exp(-((x - mean) ** 2) / 2) / Math.sqrt(2 * Math.PI)
  let sum = 0
  const step = 1e-3
  for (let x = -12; x <= 12; x += step) {
    const mixture = (density(x, 1) + density(x, -1)) / 2
    for (const mean of [1, -1]) if (density(x, mean) > 0) sum += (step * density(x, mean) * Math.log(density(x, mean) / mixture)) / 2
  }
  return sum
}

const pair = (rows: number, columns: number, seed: number) => drawRows(rows, [0.5, 0.5], (own, random) => [2 * own + random.normal(), ...Array.from({ length: columns - 1 }, () => random.normal())], seed)

describe('the nearest-neighbour estimate of I(X;Y)', () => {
  it('agrees with a known value', () => {
    const truth = twoNormals()
    const found = [1, 2, 3, 4, 5].map(seed => rossInformation(preparedRows(pair(1500, 1, seed))))
    const mean = found.reduce((sum, { value }) => sum + value, 0) / 5
    const error = found.reduce((sum, { standardError }) => sum + standardError, 0) / 5 / Math.sqrt(5)
    expect(error).toBeLessThan(0.015)
    expect(Math.abs(mean - truth)).toBeLessThan(3 * error)
    // a second column without a signal
    expect(Math.abs(rossInformation(preparedRows(pair(3000, 2, 6))).value - truth)).toBeLessThan(0.05)
  })

  it('is its definition, by distances of all pairs', () => {
    for (const columns of [1, 2, 3]) {
      const input = drawRows(80, [0.5, 0.45, 0.05], (own, random) => Array.from({ length: columns }, () => own + Math.round(8 * random.normal()) / 4), columns)
      expect(rossInformation(preparedRows(input)).value).toBeCloseTo(slowRoss(input.rows, input.labels, columns), 12)
    }
  })

  it('of discrete values is near their plug-in information, in spite of all the ties', () => {
    const random = createRandom(5)
    const values = Array.from({ length: 2000 }, () => random.integer(3))
    // Y = X with probability 0.9, else one of the two others
    const labels = values.map(value => (random.uniform() < 0.9 ? value : (value + 1 + random.integer(2)) % 3))
    const truth = Math.log(3) + 0.9 * Math.log(0.9) + 0.1 * Math.log(0.05)
    // its standard error is 0.02, and it lies some (K − 1)²/2m above
    expect(Math.abs(rossInformation(preparedRows(targetInput(values.map(value => [value]), labels.map(String)))).value - truth)).toBeLessThan(0.06)
  })

  it('is near 0 without a signal', () => {
    const input = drawRows(1000, [0.5, 0.5], (_, random) => [random.normal()], 7)
    const { value, standardError } = rossInformation(preparedRows(input))
    expect(Math.abs(value)).toBeLessThan(3 * standardError)
  })
})

/** ψ(m) + mean[ψ(k) − ψ(n_y) − ψ(m_i)] with ψ by its harmonic sum; the scales are those of the within-class deviations. */
function slowRoss(rows: Float64Array, labels: Int32Array, columns: number): number {
  const count = labels.length
  const digamma = (n: number): number => Array.from({ length: n - 1 }, (_, at) => 1 / (at + 1)).reduce((sum, term) => sum + term, -0.57721566490153286)
  const classes = [...new Set(labels)]
  const deviation = Array.from({ length: columns }, (_, column) => {
    const squares = classes.flatMap(own => {
      const members = [...labels.keys()].filter(row => labels[row] === own).map(row => rows[row * columns + column]!)
      const mean = members.reduce((sum, value) => sum + value, 0) / members.length
      return members.map(value => (value - mean) ** 2)
    })
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / (count - classes.length))
  })
  const distance = (a: number, b: number): number => Math.max(...deviation.map((scale, column) => Math.abs(rows[a * columns + column]! - rows[b * columns + column]!) / scale))
  let sum = 0
  for (let row = 0; row < count; row++) {
    const fellows = [...labels.keys()].filter(other => other !== row && labels[other] === labels[row]).map(other => distance(row, other)).sort((a, b) => a - b)
    // two products in another order may differ in their last digit
    const radius = fellows[Math.min(3, fellows.length) - 1]! * (1 + 1e-12)
    const within = [...labels.keys()].filter(other => other !== row && distance(row, other) <= radius)
    sum += digamma(count) + digamma(within.filter(other => labels[other] === labels[row]).length) - digamma(fellows.length + 1) - digamma(within.length)
  }
  return sum / count
}
