/**
 * How likely an eigenvalue above a level has stayed unseen. What is known of a symmetric matrix is taken out, and Lanczos' method is
 * run on the rest from four independent random vectors g. An eigenvector u that was missed has its share of each: a normal number uᵀg.
 * The run bounds that number: the orthonormal polynomials p_j of the measure Σ(uᵢᵀg)²·δ(λᵢ) follow from its recurrence, and no
 * eigenvalue θ has more of the measure than 1/Σp_j(θ)², which falls in θ above all Ritz values. So the number is at most
 * t = 1/√Σp_j(level)². Of a normal number z, √(2/π)·|z| is as a rule larger than one that is uniform in (0, 1): its density is below 1. So
 * the product of four is below c = Π√(2/π)·t with a probability of at most c·Σ(−log c)ʲ/j!, j < 4, as that of four uniform ones.
 *
 * @see Szegő (1975), Orthogonal polynomials, 3.41 (Chebyshev–Markov–Stieltjes); Kuczyński and Woźniakowski (1992), Estimating the largest eigenvalue by the power and Lanczos algorithms with a random start
 */
import type { Random } from '../random'
import type { EigenvalueHooks } from '../symmetricEigenvalues'
import { fillRandom } from './blockLanczos'
import { innerProduct, panelWidth, scaleVector, type VectorPanels } from './vectorPanels'

/** `seen`: there is an eigenvalue above the level. */
export type Unseen = ({ readonly kind: 'improbable'; /** At most. */ readonly chance: number } | { readonly kind: 'seen' | 'undecided' }) & {
  /** Of the matrix with four vectors. */
  readonly products: number
}

export interface Look {
  /** Above it nothing should be. */
  readonly level: number
  /** What rounding may do to a product: no recurrence is trusted below it. */
  readonly noise: number
  /** That suffices. */
  readonly chance: number
  /** Products with the matrix that may be spent. */
  readonly most: number
  readonly random: Random
}

/**
 * @param known panels, from the first on, of orthonormal vectors (or zeros) that are taken out; panels after them are used
 * @throws the signal's reason once it is aborted
 */
export function unseenAbove(panels: VectorPanels, known: number, { level, noise, chance, most, random }: Look, signal?: EigenvalueHooks['signal']): Unseen {
  const lanes = Array.from({ length: panelWidth }, () => new Recurrence(level))
  const first = panels.vectors(known)
  fillRandom(first, random)
  subtractOwn(panels, known, known)
  lanes.forEach((lane, index) => lane.begin(normalise(first, index)))
  for (let step = 0; step < most; step++) {
    signal?.throwIfAborted()
    const at = known + step
    panels.multiply(at, at + 1)
    const along = subtractOwn(panels, known, at + 1)
    subtractOwn(panels, known, at + 1)
    const next = panels.vectors(at + 1)
    for (const [index, lane] of lanes.entries()) {
      const norm = normalise(next, index)
      lane.next(along[(at * panelWidth + index) * panelWidth + index]!, Math.max(norm, noise))
      if (lane.isBelowRitzValue) return { kind: 'seen', products: step + 1 }
    }
    // what is left after a vector has shrunk much is not orthogonal any more
    subtractOwn(panels, known, at + 1)
    for (let index = 0; index < panelWidth; index++) normalise(next, index)
    const bound = chanceOfProduct(lanes.reduce((product, lane) => product * lane.bound, 1))
    if (bound <= chance) return { kind: 'improbable', chance: bound, products: step + 1 }
  }
  return { kind: 'undecided', products: most }
}

/** Subtracts from each vector what is along the known ones, and along those of its own run. */
function subtractOwn(panels: VectorPanels, known: number, panel: number): Float64Array {
  const along = panels.project(panel, panel)
  for (let at = known * panelWidth ** 2; at < along.length; at++) if ((Math.floor(at / panelWidth) - at) % panelWidth !== 0) along[at] = 0
  panels.combine(panel, along.map(value => -value), panel)
  return along
}

/** @returns the norm before */
function normalise(vectors: Float64Array, lane: number): number {
  const norm = Math.sqrt(innerProduct(vectors, lane, vectors, lane))
  if (norm > 0) scaleVector(vectors, lane, 1 / norm)
  return norm
}

/** p_j(level)·‖g‖ of one run. */
class Recurrence {
  #norm = 0
  #before = 0
  #latest = 1
  #coupling = 0
  #squares = 1

  constructor(private readonly level: number) {}

  begin(norm: number): void {
    this.#norm = norm
  }

  /** @param along α_j @param coupling β_j > 0 */
  next(along: number, coupling: number): void {
    const value = ((this.level - along) * this.#latest - this.#coupling * this.#before) / coupling
    this.#before = this.#latest
    this.#latest = value
    this.#coupling = coupling
    this.#squares += value * value
  }

  /** Signs change where a Ritz value is passed. */
  get isBelowRitzValue(): boolean {
    return this.#latest <= 0
  }

  /** √(2/π)·t, at most 1. */
  get bound(): number {
    return Math.min(1, Math.sqrt(2 / Math.PI / this.#squares) * this.#norm)
  }
}

/** Of four numbers, uniform in (0, 1), that their product is at most c. */
function chanceOfProduct(c: number): number {
  if (c === 0) return 0
  let term = c
  let sum = c
  for (let j = 1; j < panelWidth; j++) {
    term *= -Math.log(c) / j
    sum += term
  }
  return sum
}
