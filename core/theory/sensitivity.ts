/** How MMI moves with the spectrum: the first step of every standard error (theory.md §7). */
import { activeComponents, optimalGains, waterLevel, type WaterFilling } from './waterFilling'

/**
 * a_i = ∂MMI/∂log λ_i = ½(1 − σ²/(μλ_i)) of the active components; that of all others is 0. Written as ½p_i/μ with the optimal
 * gains p_i, which lose no digits where eigenvalues are close; continuous in F, as a component starts with the gain 0.
 *
 * @param budget F ≥ 0
 * @param width rank limit of the layer
 * @returns length k*, the number of active components; descending, each in [0, ½)
 */
export function informationSensitivities(table: WaterFilling, budget: number, width = Infinity): Float64Array {
  const level = waterLevel(table, budget, width)
  if (level === null) return new Float64Array(0)
  return optimalGains(table, budget, width).subarray(0, activeComponents(table, budget, width)).map(gain => 0.5 * (gain / level))
}
