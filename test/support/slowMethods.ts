/** Independent, slow ways to the same numbers: bisection on the water level, and gradient ascent over the weights themselves. */

/** MMI of a dense layer by bisection on the water level μ. @param spectrum all > 0, any order @returns nats */
export function informationByBisection(spectrum: readonly number[], noise: number, budget: number, width: number): number {
  const floors = [...spectrum].sort((a, b) => b - a).slice(0, width).map(lambda => noise / lambda)
  if (floors.length === 0 || budget === 0) return 0
  let low = Math.min(...floors)
  let high = low + budget
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2
    const used = floors.reduce((sum, floor) => sum + Math.max(0, middle - floor), 0)
    if (used > budget) high = middle
    else low = middle
  }
  return floors.reduce((sum, floor) => sum + (low > floor ? 0.5 * Math.log(low / floor) : 0), 0)
}

export type Rows = number[][]

/** A seeded generator of uniform numbers in (0, 1) (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296
  }
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
}

export function multiply(a: Rows, b: Rows): Rows {
  return a.map(row => b[0]!.map((_, column) => row.reduce((sum, value, k) => sum + value * b[k]![column]!, 0)))
}

export function transpose(a: Rows): Rows {
  return a[0]!.map((_, column) => a.map(row => row[column]!))
}

/** Inverse and log determinant by Gauss–Jordan elimination; for small symmetric positive definite matrices. */
export function inverseAndLogDeterminant(matrix: Rows): { inverse: Rows; logDeterminant: number } {
  const n = matrix.length
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  let logDeterminant = 0
  for (let column = 0; column < n; column++) {
    const pivot = work[column]![column]!
    logDeterminant += Math.log(pivot)
    work[column] = work[column]!.map(value => value / pivot)
    for (let row = 0; row < n; row++) {
      const factor = work[row]![column]!
      if (row !== column && factor !== 0) work[row] = work[row]!.map((value, k) => value - factor * work[column]![k]!)
    }
  }
  return { inverse: work.map(row => row.slice(n)), logDeterminant }
}

/** I_W(X;Z) = ½ log|I + WΣWᵀ/σ²| and its gradient (1/σ²)(I + WΣWᵀ/σ²)⁻¹WΣ. */
export function informationOfWeights(weights: Rows, covariance: Rows, noise: number): { value: number; gradient: Rows } {
  const projected = multiply(weights, covariance)
  const gram = multiply(projected, transpose(weights)).map((row, i) => row.map((value, j) => value / noise + (i === j ? 1 : 0)))
  const { inverse, logDeterminant } = inverseAndLogDeterminant(gram)
  return { value: logDeterminant / 2, gradient: multiply(inverse, projected).map(row => row.map(value => value / noise)) }
}

/**
 * The supremum over all W with Tr(WᵀW) = F by projected gradient ascent with a growing step, best of several seeded starts.
 * Knows nothing of eigenvalues or water levels.
 */
export function informationByAscent(covariance: Rows, noise: number, budget: number, width: number, seed = 1, starts = 4): number {
  const random = uniform(seed)
  let best = 0
  for (let start = 0; start < starts; start++) {
    const weights = Array.from({ length: width }, () => covariance.map(() => normal(random)))
    best = Math.max(best, ascend(weights, budget, candidate => informationOfWeights(candidate, covariance, noise)))
  }
  return best
}

/** Projected gradient ascent on the sphere Tr(WᵀW) = F. @returns the value reached */
export function ascend(initial: Rows, budget: number, objective: (weights: Rows) => { value: number; gradient: Rows }): number {
  return ascendOn(initial, weights => onSphere(weights, budget), objective)
}

/** Projected gradient ascent on any set that `project` maps onto. @returns the value reached */
export function ascendOn(initial: Rows, project: (weights: Rows) => Rows, objective: (weights: Rows) => { value: number; gradient: Rows }): number {
  let weights = project(initial)
  let { value, gradient } = objective(weights)
  let step = 1
  for (let iteration = 0, quiet = 0; iteration < 20_000 && quiet < 60; iteration++) {
    const candidate = project(weights.map((row, i) => row.map((w, j) => w + step * gradient[i]![j]!)))
    const next = objective(candidate)
    if (next.value >= value) {
      quiet = next.value - value < 1e-15 * (1 + value) ? quiet + 1 : 0
      weights = candidate
      value = next.value
      gradient = next.gradient
      step *= 1.6
    } else {
      step /= 2
      if (step < 1e-14) break
    }
  }
  return value
}

/** The nearest weights of the same direction with Tr(WᵀW) = F. */
export function onSphere(weights: Rows, budget: number): Rows {
  const norm = Math.sqrt(weights.flat().reduce((sum, w) => sum + w * w, 0))
  const scale = Math.sqrt(budget) / norm
  return weights.map(row => row.map(w => w * scale))
}

/** A random orthogonal matrix (Gram–Schmidt on normal rows). */
export function randomOrthogonal(order: number, random: () => number): Rows {
  const rows: Rows = []
  while (rows.length < order) {
    let row = Array.from({ length: order }, () => normal(random))
    for (let pass = 0; pass < 2; pass++) {
      for (const other of rows) {
        const along = row.reduce((sum, value, k) => sum + value * other[k]!, 0)
        row = row.map((value, k) => value - along * other[k]!)
      }
    }
    const norm = Math.hypot(...row)
    if (norm > 1e-6) rows.push(row.map(value => value / norm))
  }
  return rows
}

/** QᵀΛQ. */
export function withSpectrum(spectrum: readonly number[], orthogonal: Rows): Rows {
  return multiply(transpose(orthogonal), orthogonal.map((row, i) => row.map(value => value * spectrum[i]!)))
}
