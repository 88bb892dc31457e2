/** What an activation does to the value of a linear layer (theory.md §4, Theorems 4 and 5). */

/**
 * `linear` and `rectified` (relu): same value (Theorem 4; for relu the supremum over the biases). `bijective`: same value, with the noise on the
 * pre-activation (Theorem 5). `other`: information can only be lost, so the linear value is an upper bound (data-processing inequality).
 */
export type ActivationClass = 'linear' | 'rectified' | 'bijective' | 'other'

const classes: Readonly<Record<string, ActivationClass>> = {
  linear: 'linear',
  relu: 'rectified',
  sigmoid: 'bijective',
  tanh: 'bijective',
  softplus: 'bijective',
  elu: 'bijective',
  selu: 'bijective',
  'leaky-relu': 'bijective',
  softsign: 'bijective'
}

/** The class of an activation by its name in the notation; names that no theorem covers are `other`. */
export function activationClass(activation: string): ActivationClass {
  return classes[activation] ?? 'other'
}

/** Whether Theorem 6 allows the activation on a hidden layer of a chain: linear or relu. */
export function allowedInsideChain(activation: string): boolean {
  const kind = activationClass(activation)
  return kind === 'linear' || kind === 'rectified'
}
