/**
 * One linear dense layer, M_LFC(F; Σ, N0, N1): Theorems 1 and 2 with Lemma 1, in a form without cancellation.
 *
 * One table serves every width: ρ_k and I_k do not depend on the rank limit r, so a narrower layer reads a prefix.
 * Preparation is O(N); a budget or an amount of information then costs a binary search.
 */

/** Everything about a spectrum and a noise variance that water-filling needs. Arrays have one entry per λ > 0. */
export interface WaterFilling {
  /** λ₁ ≥ … ≥ λ_r > 0, variance units. */
  readonly spectrum: Float64Array
  /** σ² > 0, variance of the noise on the layer's output. */
  readonly noiseVariance: number
  /** ρ₁ = 0 ≤ ρ₂ ≤ …, in the units of the weight budget F. */
  readonly breakpoints: Float64Array
  /** I_k: the information at F = ρ_k, in nats. */
  readonly information: Float64Array
  /** Up to this width of a layer the spectrum is known; Infinity where all of it is. */
  readonly reach: number
}

/**
 * Breakpoints ρ₁ ≤ … ≤ ρ_r of MMI(F): component k carries information once the budget exceeds ρ_k.
 * Summed from non-negative increments (Lemma 1), so close eigenvalues lose no digits. The paper calls them
 * discontinuity points; MMI(F) is smooth there, only its formula changes piece.
 *
 * @param spectrum eigenvalues of Σ, descending, all > 0 — length r, variance units
 * @param noiseVariance σ² > 0, variance of the noise on the layer's output
 * @returns length r, in the units of the weight budget F; capped at the largest finite number
 * @see Foggo & Yu, Lemma 1, eq. (8)
 */
export function breakpoints(spectrum: Float64Array, noiseVariance: number): Float64Array {
  const result = new Float64Array(spectrum.length)
  for (let k = 1; k < spectrum.length; k++) {
    const upper = spectrum[k - 1]!
    const lower = spectrum[k]!
    const increment = (k * noiseVariance * ((upper - lower) / upper)) / lower
    result[k] = Math.min(Number.MAX_VALUE, result[k - 1]! + increment)
  }
  return result
}

/**
 * Information at the breakpoints: I₁ = 0, I_{k+1} = I_k + (k/2) log(λ_k/λ_{k+1}).
 *
 * @param spectrum eigenvalues of Σ, descending, all > 0 — length r
 * @returns length r, nats; independent of σ²
 */
export function informationAtBreakpoints(spectrum: Float64Array): Float64Array {
  const result = new Float64Array(spectrum.length)
  for (let k = 1; k < spectrum.length; k++) {
    const upper = spectrum[k - 1]!
    const lower = spectrum[k]!
    result[k] = result[k - 1]! + (k / 2) * logOnePlusRatio(upper - lower, lower)
  }
  return result
}

/**
 * Prepare a spectrum for any number of budgets and widths.
 *
 * @param spectrum eigenvalues of Σ, descending, all > 0 — length r (may be 0: then every MMI is 0)
 * @param noiseVariance σ² > 0, finite
 * @param reach r where further eigenvalues may follow that are not known: wider layers are then refused
 * @throws RangeError when the spectrum is not descending and positive or σ² is not positive and finite
 */
export function prepareWaterFilling(spectrum: Float64Array, noiseVariance: number, reach = Infinity): WaterFilling {
  if (!(noiseVariance > 0) || !Number.isFinite(noiseVariance)) throw new RangeError(`the noise variance must be positive, not ${noiseVariance}`)
  for (let index = 0; index < spectrum.length; index++) {
    const value = spectrum[index]!
    if (!(value > 0) || !Number.isFinite(value) || (index > 0 && value > spectrum[index - 1]!)) {
      throw new RangeError(`eigenvalue ${index + 1} (${value}) is not positive and in descending order`)
    }
  }
  return { spectrum, noiseVariance, breakpoints: breakpoints(spectrum, noiseVariance), information: informationAtBreakpoints(spectrum), reach }
}

/**
 * r = min(N0, N1, number of λ > 0): how many components a layer of `width` outputs can use at all.
 *
 * @throws RangeError where the table does not reach so far: that, and all that rests on r, is then not known
 */
export function rankOf(table: WaterFilling, width = Infinity): number {
  if (width > table.reach) throw new RangeError(`eigenvalues are known for widths up to ${table.reach}, not ${width}`)
  return Math.min(table.spectrum.length, width)
}

/**
 * Active components k*: how many carry information at budget F.
 *
 * @param budget F ≥ 0
 * @param width rank limit N1 ≥ 0 of the layer
 * @returns 0 at F = 0, else the largest k ≤ r with ρ_k ≤ F
 */
export function activeComponents(table: WaterFilling, budget: number, width = Infinity): number {
  checkNonNegative(budget, 'budget')
  return budget === 0 ? 0 : countUpTo(table.breakpoints, budget, rankOf(table, width))
}

/**
 * MMI of a dense layer: I_{k*} + (k*\/2) log(1 + λ_{k*}(F − ρ_{k*})/(k* σ²)).
 *
 * @param budget F ≥ 0 on Tr(WᵀW)
 * @param width rank limit N1 ≥ 0 of the layer
 * @returns nats; 0 when no component can be used
 * @see Foggo & Yu, Theorems 1 and 2, eq. (2) and (9)
 */
export function maximumInformation(table: WaterFilling, budget: number, width = Infinity): number {
  return informationOfActive(table, budget, activeComponents(table, budget, width))
}

/**
 * The same with k* known, for callers that ask about many widths at one budget.
 *
 * @param active k* = `activeComponents(table, budget, width)`
 * @returns nats
 */
export function informationOfActive(table: WaterFilling, budget: number, active: number): number {
  if (active === 0) return 0
  const surplus = budget - table.breakpoints[active - 1]!
  const lambda = table.spectrum[active - 1]!
  return table.information[active - 1]! + (active / 2) * logOnePlusProductRatio(lambda, surplus, active * table.noiseVariance)
}

/**
 * The inverse: the smallest budget with MMI(F) = I.
 *
 * @param information I ≥ 0, nats
 * @param width rank limit N1 of the layer
 * @returns F; 0 for I = 0; null when no budget gives any information (r = 0) or the budget exceeds every finite number
 */
export function budgetForInformation(table: WaterFilling, information: number, width = Infinity): number | null {
  checkNonNegative(information, 'information')
  if (information === 0) return 0
  const rank = rankOf(table, width)
  if (rank === 0) return null
  const k = countUpTo(table.information, information, rank)
  const budget =
    table.breakpoints[k - 1]! + ((k * table.noiseVariance) / table.spectrum[k - 1]!) * Math.expm1((2 * (information - table.information[k - 1]!)) / k)
  return Number.isFinite(budget) ? budget : null
}

/**
 * Water level μ: the optimal layer gives component i the gain max(0, μ − σ²/λ_i).
 *
 * @returns μ = σ²/λ_{k*} + (F − ρ_{k*})/k*, in the units of F; null when no component is active
 */
export function waterLevel(table: WaterFilling, budget: number, width = Infinity): number | null {
  const active = activeComponents(table, budget, width)
  if (active === 0) return null
  return table.noiseVariance / table.spectrum[active - 1]! + (budget - table.breakpoints[active - 1]!) / active
}

/**
 * Optimal gains p_i: the squared singular values of the best W along the principal directions. They sum to F.
 *
 * @returns length r, in the units of F, descending
 */
export function optimalGains(table: WaterFilling, budget: number, width = Infinity): Float64Array {
  const gains = new Float64Array(rankOf(table, width))
  const active = activeComponents(table, budget, width)
  if (active === 0) return gains
  const surplus = (budget - table.breakpoints[active - 1]!) / active
  const last = table.spectrum[active - 1]!
  // μ − σ²/λ_i written with the difference of eigenvalues, so that close ones lose no digits
  for (let index = 0; index < active; index++) {
    const lambda = table.spectrum[index]!
    gains[index] = surplus + (table.noiseVariance * ((lambda - last) / lambda)) / last
  }
  return gains
}

/** How many of the first `limit` entries of an ascending array are ≤ `value`. The first entry always counts. */
function countUpTo(ascending: Float64Array, value: number, limit: number): number {
  if (limit === 0) return 0
  let low = 1
  let high = limit
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (ascending[middle - 1]! <= value) low = middle
    else high = middle - 1
  }
  return low
}

function checkNonNegative(value: number, name: string): void {
  if (!(value >= 0) || !Number.isFinite(value)) throw new RangeError(`the ${name} must be a finite number ≥ 0, not ${value}`)
}

/** log(1 + a/b) for a ≥ 0, b > 0, also where a/b overflows. */
function logOnePlusRatio(a: number, b: number): number {
  const ratio = a / b
  return Number.isFinite(ratio) ? Math.log1p(ratio) : Math.log(a) - Math.log(b)
}

/** log(1 + a·b/c) for a, c > 0 and b ≥ 0, also where a product overflows. */
function logOnePlusProductRatio(a: number, b: number, c: number): number {
  const ratio = (a / c) * b
  return Number.isFinite(ratio) ? Math.log1p(ratio) : Math.log(a) + Math.log(b) - Math.log(c)
}
