/** Eigenvalues with eigenvectors of the parts of Σ that a certificate needs, each computed once. */
import { principalBlock, type SymmetricMatrix } from '../linalg/symmetricMatrix'
import { symmetricEigenvectors } from '../linalg/symmetricEigenvalues'
import { windowCovariance } from '../theory/convolution'
import { estimatedSpectrum } from '../theory/spectrum'
import type { InputModel } from './inputModel'

/** The λ > 0 of a covariance with their directions. */
export interface PrincipalAxes {
  /** Descending, all > 0 — length rank. */
  readonly values: Float64Array
  /** Unit eigenvectors as rows — rank × order. */
  readonly vectors: Float64Array
  readonly order: number
}

export class Axes {
  readonly #found = new Map<string, PrincipalAxes>()

  constructor(private readonly model: InputModel) {}

  /** Of the block of Σ over columns from ≤ i < to. */
  ofColumns(from: number, to: number): PrincipalAxes {
    return this.#once(`${from}:${to}`, () => this.#decomposed(principalBlock(this.model.covariance, from, to)))
  }

  /** Of the mean covariance Σ̄ over windows. */
  ofWindows(windows: readonly Int32Array[], from: number, to: number): PrincipalAxes {
    return this.#once(`${from}:${to}/${windows.length}/${windows[0]?.join() ?? ''}`, () => {
      const { mean, order } = windowCovariance(principalBlock(this.model.covariance, from, to), windows)
      return this.#decomposed({ kind: 'full', order, entries: mean })
    })
  }

  #once(key: string, decompose: () => PrincipalAxes): PrincipalAxes {
    const known = this.#found.get(key)
    if (known) return known
    const found = decompose()
    this.#found.set(key, found)
    return found
  }

  #decomposed(matrix: SymmetricMatrix): PrincipalAxes {
    const { order } = matrix
    if (matrix.kind === 'diagonal') return coordinateAxes(matrix.diagonal)
    const { values, vectors } = symmetricEigenvectors(matrix.entries, order)
    const outcome = estimatedSpectrum(values)
    if (!outcome.ok) throw new Error('a covariance that was evaluated has a spectrum')
    const { positive, rank } = outcome.spectrum
    return { values: positive, vectors: vectors.subarray(0, rank * order), order }
  }
}

function coordinateAxes(diagonal: Float64Array): PrincipalAxes {
  const order = diagonal.length
  const ranked = Array.from(diagonal, (value, column) => ({ value, column })).filter(({ value }) => value > 0).sort((a, b) => b.value - a.value)
  const vectors = new Float64Array(ranked.length * order)
  ranked.forEach(({ column }, row) => { vectors[row * order + column] = 1 })
  return { values: Float64Array.from(ranked, ({ value }) => value), vectors, order }
}
