/** The largest eigenvalues and eigenvectors of a large symmetric matrix by products with it: where few of many are wanted, a fraction of the work of finding all. */
import { BlockLanczos, fillRandom, type RitzPairs } from './krylov/blockLanczos'
import { expectedProducts } from './krylov/flatness'
import { unseenAbove, type Unseen } from './krylov/unseen'
import { innerProduct, panelWidth, type VectorPanels } from './krylov/vectorPanels'
import type { LeadingEigenvectorSolver } from './leadingEigenvectors'
import { createRandom, type Random } from './random'
import type { EigenvalueHooks, SymmetricEigenDecomposition } from './symmetricEigenvalues'
import { dot } from './views'

export interface LeadingEigenpairs extends SymmetricEigenDecomposition {
  /** ‖A·V − V·Λ‖_F: so near an eigenvalue of A is to each value, and different ones to different values (Kahan). */
  readonly residual: number
  /** Chance, at most, that an eigenvalue above the smallest of these by more than max(N, 512)·ε·|λ|max is not among them. */
  readonly unseen: number
  /** Of all that was seen; the smallest eigenvalue is no larger. */
  readonly lowest: number
  /** Of the matrix with four vectors, all in all. */
  readonly products: number
}

/** Less likely than that the machine has miscounted. */
const negligible = 1e-12

/** Ritz vectors beyond those wanted, taken out as well when what was missed is looked for: the rest then lies lower. */
const guards = 3 * panelWidth

/** The fastest that residuals have been seen to fall, but for spectra that are found early anyway: where a product more cannot do it at this pace, none will. */
const decadesOfProduct = 0.6

/** Panels of a basis at which a first and a second look is taken at how the spectrum falls: flat ones show from the first, those of spikes above noise from the second on. */
const looks: readonly number[] = [12, 16]

/** Vectors of a basis up to which it is looked at again. */
const mostRough = 160

/** By which residuals fall until they are rounding. */
const allDecades = 12

/** Below this order rounding is more than N·ε. */
const leastOrder = 512

export interface SearchOptions {
  /** How many products of the matrix with four vectors may be spent until the pairs have converged; finding out what was missed may take a quarter of them more. */
  readonly products: number
  /** Of the small matrices that come up. */
  readonly solver: LeadingEigenvectorSolver
}

/** Panels that a search takes. */
export function searchPanels(count: number, products: number): number {
  return products + 2 + 2 * Math.ceil((count + guards) / panelWidth)
}

/**
 * The `count` largest eigenvalues of a symmetric matrix, found by block Lanczos from a random start of a fixed seed.
 *
 * What is measured: each value is within `residual` of an eigenvalue, no two of the same, and `residual` ≤ τ = max(N, 512)·ε·|λ|max (some
 * N·ε·|λ|max/10 in practice). It follows from the recurrence, and is tried on the matrix with four random combinations of all pairs.
 *
 * What is probable: that they are the largest. A second, independent search of what is left bounds the chance that an eigenvalue above the
 * smallest by more than τ was missed, whatever the matrix, by `unseen` ≤ 1e-12, as far as the numbers of a fixed seed know nothing of
 * the matrix. Unless it was, each value is within 2τ of the eigenvalue of its rank.
 *
 * @param panels of the matrix, `searchPanels` of them
 * @returns null where so many products do not suffice, as for flat spectra, or the matrix is too small
 */
export function leadingEigenpairs(panels: VectorPanels, count: number, { products, solver }: SearchOptions, hooks: EigenvalueHooks = {}): LeadingEigenpairs | null {
  const most = Math.min(products, Math.floor(panels.order / panelWidth) - 2)
  const wanted = count + guards
  if (count < 1 || wanted > (most - 1) * panelWidth) return null
  const search = new Search(panels, count, most, solver, hooks)
  return search.run()
}

class Search {
  readonly #random: Random = createRandom(20)
  readonly #lanczos: BlockLanczos
  #products = 0

  constructor(
    private readonly panels: VectorPanels, private readonly count: number, private readonly most: number, private readonly solver: LeadingEigenvectorSolver,
    private readonly hooks: EigenvalueHooks
  ) {
    this.#lanczos = new BlockLanczos(panels, this.#random, most)
  }

  run(): LeadingEigenpairs | null {
    let found = new Float64Array(0)
    for (;;) {
      this.#lanczos.begin(found)
      const pairs = this.#converge(found.length === 0)
      if (!pairs) return null
      const lowest = this.#lanczos.lowest(this.solver)
      const tolerance = toleranceOf(this.panels.order, pairs.values[0]!, lowest)
      const vectors = this.#takeOut(pairs)
      const residual = Math.max(norm(pairs.residuals.subarray(0, this.count)), this.#measuredResidual(pairs.values, vectors))
      if (residual > tolerance) return null
      const unseen = this.#unseen(pairs, tolerance)
      switch (unseen.kind) {
        case 'undecided': return null
        case 'improbable': return { values: pairs.values.slice(0, this.count), vectors: this.#rows(), residual, unseen: unseen.chance, lowest, products: this.#products }
        case 'seen': {
          // five equal eigenvalues, say: the search goes on beside what it has, in whole panels
          const settled = Math.floor(this.count / panelWidth) * panelWidth
          found = pairs.values.slice(0, settled)
        }
      }
    }
  }

  /** Grows the basis until the wanted pairs have converged. @param isFresh whether it begins with nothing but random vectors */
  #converge(isFresh: boolean): RitzPairs | null {
    const { count, hooks } = this
    let next = this.#products + Math.ceil((2 * count) / panelWidth) + 2
    while (!this.#lanczos.isFull && this.#products < this.most) {
      hooks.signal?.throwIfAborted()
      hooks.onProgress?.(this.#products / this.most)
      this.#lanczos.grow()
      this.#products++
      const { size } = this.#lanczos
      if (isFresh && looks.includes(size / panelWidth) && this.#isHopeless(this.#lanczos.ritzPairs(size, this.solver), allDecades)) return null
      if (this.#products < next || size < count + guards) continue
      const isRough = isFresh && size <= mostRough
      const pairs = this.#lanczos.ritzPairs(isRough ? size : count + guards, this.solver)
      // half of it is left to rounding
      const decades = Math.log10(norm(pairs.residuals.subarray(0, count)) / (toleranceOf(this.panels.order, pairs.values[0]!, 0) / 2))
      if (!(decades > 0)) return firstOf(pairs, count + guards, size)
      const needed = Math.ceil(decades / decadesOfProduct)
      if (this.#products + needed > this.most) return null
      if (isRough && this.#isHopeless(pairs, decades)) return null
      next = this.#products + Math.max(2, Math.floor(needed / 3))
    }
    return null
  }

  /**
   * By what some falling spectra of order 3,072 took, which is no bound: k/2 products until the basis holds what is above, and then 1 (k = 10) to 2 (k = 50)
   * times what is expected. What is known of the spectrum early is rough, so that only what is far off is given up.
   *
   * @param pairs all that the basis has
   */
  #isHopeless(pairs: RitzPairs, decades: number): boolean {
    const noise = toleranceOf(this.panels.order, pairs.values[0]!, 0)
    // of one or two wanted, even a single block has vectors to spare
    const beyond = Math.max(2 * this.count, panelWidth + 1)
    const expected = (1 + this.count / 50) * expectedProducts(this.#lanczos.density(pairs), this.count, decades, noise, beyond)
    return Math.max(this.#lanczos.size / panelWidth, this.count / 2) + expected > 1.3 * this.most
  }

  /** Ritz vectors in the first panels. @returns how many panels they take */
  #takeOut({ vectors: coordinates, values }: RitzPairs): number {
    const { panels } = this
    const { size } = this.#lanczos
    orthonormaliseRows(coordinates, size)
    const needed = Math.ceil(values.length / panelWidth)
    const basis = size / panelWidth
    const to = this.panels.count - needed
    for (let panel = 0; panel < needed; panel++) {
      const factors = new Float64Array(size * panelWidth)
      for (let lane = 0; lane < panelWidth && panel * panelWidth + lane < values.length; lane++) {
        const from = (panel * panelWidth + lane) * size
        for (let row = 0; row < size; row++) factors[row * panelWidth + lane] = coordinates[from + row]!
      }
      panels.vectors(to + panel).fill(0)
      panels.combine(basis, factors, to + panel)
    }
    for (let panel = 0; panel < needed; panel++) panels.vectors(panel).set(panels.vectors(to + panel))
    return needed
  }

  /** Of the matrix itself, by random combinations of the wanted pairs: E‖R·g‖² = ‖R‖²_F. One product. */
  #measuredResidual(values: Float64Array, known: number): number {
    const { panels, count } = this
    const weights = new Float64Array(known * panelWidth ** 2)
    fillRandom(weights.subarray(0, count * panelWidth), this.#random)
    const combination = panels.vectors(known).fill(0)
    panels.combine(known, weights, known)
    panels.multiply(known, known + 1)
    this.#products++
    panels.combine(known, weights.map((weight, at) => (weight === 0 ? 0 : -weight * values[Math.floor(at / panelWidth)]!)), known + 1)
    combination.fill(0)
    const residual = panels.vectors(known + 1)
    let squares = 0
    for (let lane = 0; lane < panelWidth; lane++) squares += innerProduct(residual, lane, residual, lane)
    return Math.sqrt(squares / panelWidth)
  }

  /**
   * Whether something above the smallest wanted value is left. Guards g have not converged: with residuals r_g, what is left of the
   * matrix may reach Σ‖r_g‖²/(level − θ_g) higher than beside exact eigenvectors (Schur complement). Where this is too much of
   * the way, a guard stays in what is left.
   */
  #unseen({ values, residuals }: RitzPairs, tolerance: number): Unseen {
    const { panels, count } = this
    const level = values[count - 1]! + tolerance
    let known = count
    let lift = 0
    for (; known < values.length; known++) {
      const more = lift + residuals[known]! ** 2 / (level - values[known]!)
      if (more > (level - values[known]!) / 10) break
      lift = more
    }
    clearFrom(panels, known, Math.ceil(values.length / panelWidth))
    const most = Math.min(Math.floor(1.25 * this.most) - this.#products, panels.count - 1 - Math.ceil(known / panelWidth))
    const scale = Math.max(Math.abs(values[0]!), tolerance)
    const noise = 4 * Math.sqrt(Math.max(panels.order, leastOrder)) * Number.EPSILON * scale
    const outcome = unseenAbove(panels, Math.ceil(known / panelWidth), { level: level - lift, noise, chance: negligible, most, random: this.#random.fork() }, this.hooks.signal)
    this.#products += outcome.products
    return outcome
  }

  #rows(): Float64Array {
    const { panels, count } = this
    const rows = new Float64Array(count * panels.order)
    for (let index = 0; index < count; index++) {
      const vectors = panels.vectors(Math.floor(index / panelWidth))
      for (let at = 0, from = index % panelWidth; at < panels.order; at++, from += panelWidth) rows[index * panels.order + at] = vectors[from]!
    }
    return rows
  }
}

function firstOf({ values, vectors, residuals }: RitzPairs, count: number, size: number): RitzPairs {
  return { values: values.slice(0, count), vectors: vectors.slice(0, count * size), residuals: residuals.slice(0, count) }
}

function toleranceOf(order: number, largest: number, lowest: number): number {
  return Math.max(order, leastOrder) * Number.EPSILON * Math.max(Math.abs(largest), Math.abs(lowest))
}

/** Zeros in place of the vectors from index `from` on, up to the end of a panel. */
function clearFrom(panels: VectorPanels, from: number, end: number): void {
  for (let index = from; index < end * panelWidth; index++) {
    const vectors = panels.vectors(Math.floor(index / panelWidth))
    for (let at = index % panelWidth; at < vectors.length; at += panelWidth) vectors[at] = 0
  }
}

/** Those of near eigenvalues are orthogonal to fewer digits than the basis is. */
function orthonormaliseRows(rows: Float64Array, length: number): void {
  for (let start = 0; start < rows.length; start += length) {
    const row = rows.subarray(start, start + length)
    for (let earlier = 0; earlier < start; earlier += length) {
      const along = dot(rows, start, rows, earlier, length)
      for (let at = 0; at < length; at++) row[at]! -= along * rows[earlier + at]!
    }
    const size = norm(row)
    for (let at = 0; at < length; at++) row[at]! /= size
  }
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, 0, values, 0, values.length))
}
