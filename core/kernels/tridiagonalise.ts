/** A symmetric matrix taken into the kernel and reduced to tridiagonal form, in this thread and helpers. */
import { largestEntry, powerOfTwoBelow, type EigenvalueHooks } from '../linalg/symmetricEigenvalues'
import type { BandStages } from './bandStages'
import { EigenvalueKernel } from './eigenvalueKernel'
import type { KernelVariant } from './load'

export interface KernelSolverOptions {
  readonly variant: KernelVariant
  /** How many threads share the work at an order, this one among them. The numbers are the same with any. */
  readonly threads: (order: number) => number
  /** In place of the one that a thread has of each variant. */
  readonly kernel?: EigenvalueKernel
  /** In place of the order from which matrices are reduced by way of a band. */
  readonly bandedOrder?: number
}

/**
 * Here both ways find the values in the same time, but for some hundredths, where the third-level cache holds the matrix; above, the band
 * is faster, with one thread and with more, and with eigenvectors below already. By the order alone, so that the same question has the
 * same last digit wherever it is asked.
 */
export const bandedOrder = 2000

export interface Tridiagonalised {
  /** Holds matrix/scale; good until the next matrix. */
  readonly kernel: EigenvalueKernel
  readonly scale: number
  /** Null where the matrix was reduced directly. */
  readonly band: BandStages | null
  /** Eigenvalues of matrix/scale, ascending; null when the iteration does not converge. Found once. */
  ascending(): Float64Array | null
}

/** The last one of each kernel, as long as somebody has the matrix. */
const latest = new Map<EigenvalueKernel, Tridiagonalised & { readonly matrix: WeakRef<Float64Array> }>()

/**
 * The reduction of this very array, when it was the last one: its vectors are often asked for after its values. The array may have
 * been written to since: whoever uses it has to check what comes of it.
 */
export function tridiagonalisedBefore(matrix: Float64Array, options: KernelSolverOptions): Tridiagonalised | null {
  const last = latest.get(kernelOf(options))
  return last?.matrix.deref() === matrix ? last : null
}

/**
 * The signal is looked at after every panel of columns: within some 20 ms at order 3,000.
 * @param matrix order × order; of two mirrored entries the upper one is read
 */
export function tridiagonalise(matrix: Float64Array, order: number, options: KernelSolverOptions, hooks: EigenvalueHooks = {}): Tridiagonalised {
  const { kernel, scale } = loaded(matrix, order, options)
  const band = order < (options.bandedOrder ?? bandedOrder) ? null : kernel.band()
  kernel.callHelpers(options.threads(order) - 1)
  try {
    if (band) reduceInStages(band, order, hooks)
    else reducePanels(kernel, order, 0.98, hooks)
  } finally {
    kernel.dismiss()
  }
  let values: Float64Array | null | undefined
  const reduced: Tridiagonalised = { kernel, scale, band, ascending: () => (values === undefined ? (values = kernel.iterate()) : values) }
  latest.set(kernel, { ...reduced, matrix: new WeakRef(matrix) })
  return reduced
}

/** The matrix in the kernel, as it is but for a scale. */
export function loaded(matrix: Float64Array, order: number, options: KernelSolverOptions): Pick<Tridiagonalised, 'kernel' | 'scale'> {
  // exact, and keeps squares from under- and overflowing
  const scale = powerOfTwoBelow(largestEntry(matrix, order))
  const kernel = kernelOf(options)
  latest.delete(kernel)
  kernel.load(matrix, order, scale)
  return { kernel, scale }
}

/** One of each in a thread: its memory is used again. */
const kernels = new Map<KernelVariant, EigenvalueKernel>()

function kernelOf({ variant, kernel: given }: Pick<KernelSolverOptions, 'variant' | 'kernel'>): EigenvalueKernel {
  if (given) return given
  const kernel = kernels.get(variant) ?? new EigenvalueKernel(variant)
  kernels.set(variant, kernel)
  return kernel
}

/** Whether the system lends this process the addresses that the kernel's memory needs. */
export function isUsable(variant: KernelVariant): boolean {
  try {
    return kernelOf({ variant }).helperCount >= 0
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** @param share of all the work */
function reducePanels(by: Pick<EigenvalueKernel | BandStages, 'reducePanel'>, order: number, share: number, { signal, onProgress }: EigenvalueHooks): void {
  let column = 0
  do {
    signal?.throwIfAborted()
    onProgress?.(share * doneBefore(column, order))
    column = by.reducePanel(column)
  } while (column < order)
}

const bandShare = 0.88

/** Waves of the chase at a time: some milliseconds. */
const wavesAtATime = 16

function reduceInStages(band: BandStages, order: number, hooks: EigenvalueHooks): void {
  reducePanels(band, order, bandShare, hooks)
  const { signal, onProgress } = hooks
  const waves = band.beginChase()
  for (let wave = 0; wave < waves; wave += wavesAtATime) {
    signal?.throwIfAborted()
    onProgress?.(bandShare + 0.05 * (wave / waves))
    band.chase(wave, Math.min(waves, wave + wavesAtATime))
  }
  band.endChase()
}

/** The work of a column grows with the square of what is left of the matrix. */
function doneBefore(column: number, order: number): number {
  return order === 0 ? 0 : 1 - (1 - column / order) ** 3
}
