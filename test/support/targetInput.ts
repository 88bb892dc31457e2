/** Labelled rows for tests of the target interval: from a CSV whose last column is the label, or drawn from a known distribution. */
import { readFileSync } from 'node:fs'
import type { TargetInput } from '../../core/estimate/labelledRows'
import { createRandom, type Random } from '../../core/linalg/random'

/** @param path a plain CSV with a header, without quotes */
export function readLabelledCsv(path: string): TargetInput {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const fields = lines.map(line => line.split(','))
  const columns = header.split(',').slice(0, -1)
  return targetInput(fields.map(row => row.slice(0, -1).map(Number)), fields.map(row => row.at(-1)!), columns)
}

/** Rows with their class names, null for none; classes in code-point order. */
export function targetInput(rows: readonly (readonly number[])[], labels: readonly (string | null)[], columns?: readonly string[]): TargetInput {
  const dimension = rows[0]?.length ?? 0
  const classNames = [...new Set(labels.filter(label => label !== null))].sort()
  return {
    rows: Float64Array.from(rows.flat()),
    dimension,
    columns: columns ?? Array.from({ length: dimension }, (_, index) => `x${index + 1}`),
    labels: Int32Array.from(labels, label => (label === null ? -1 : classNames.indexOf(label))),
    classNames,
    totalRows: rows.length,
    sampled: false
  }
}

/** Rows of classes with the given shares, one by one from `draw`. */
export function drawRows(count: number, shares: readonly number[], draw: (own: number, random: Random) => readonly number[], seed: number): TargetInput {
  const random = createRandom(seed)
  const labels = Array.from({ length: count }, () => {
    let left = random.uniform()
    const own = shares.findIndex(share => (left -= share) < 0)
    return own < 0 ? shares.length - 1 : own
  })
  return targetInput(labels.map(own => draw(own, random)), labels.map(own => String.fromCharCode(97 + own)))
}

const gaussianMeans = [[0, 0], [2, 0], [0, 2]] as const

/** The worked example of the target interval: three equal classes, X|y normal about (0,0), (2,0), (0,2) with unit covariance. */
export function threeGaussians(count: number, seed: number): TargetInput {
  return drawRows(count, [1 / 3, 1 / 3, 1 / 3], (own, random) => gaussianMeans[own]!.map(mean => mean + random.normal()), seed)
}

/** Its p(y|x). */
export function threeGaussiansPosterior(x: readonly number[]): number[] {
  const densities = gaussianMeans.map(mean => Math.exp(-((x[0]! - mean[0]) ** 2 + (x[1]! - mean[1]) ** 2) / 2))
  const sum = densities.reduce((total, density) => total + density, 0)
  return densities.map(density => density / sum)
}
