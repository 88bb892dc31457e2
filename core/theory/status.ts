/** How sure a value is (theory.md §6). */
export type Certainty = 'exact' | 'upper-bound' | 'approximation'

const order: readonly Certainty[] = ['exact', 'upper-bound', 'approximation']

/** The weakest of several certainties: exact < upper bound < approximation. */
export function weakest(...certainties: readonly Certainty[]): Certainty {
  return order[Math.max(0, ...certainties.map(certainty => order.indexOf(certainty)))]!
}
