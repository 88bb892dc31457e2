/**
 * Lanczos' method with blocks of four vectors, every block made orthogonal to all before it: an orthonormal basis Q of
 * X, A·X, A²·X … for a random X, with H = Qᵀ·A·Q. Of four equal eigenvalues it sees all, of more the others only as rounding brings them in.
 *
 * @see Golub and Underwood (1977), The block Lanczos method for computing eigenvalues; Parlett (1998), The symmetric eigenvalue problem, ch. 13
 */
import type { Random } from '../random'
import type { SymmetricEigenDecomposition } from '../symmetricEigenvalues'
import type { LeadingEigenvectorSolver } from '../leadingEigenvectors'
import type { SpectralDensity } from './flatness'
import { addMultiple, innerProduct, panelWidth, scaleVector, type VectorPanels } from './vectorPanels'

/** A vector that shrinks to less of itself beside those of its panel has lost digits of its being orthogonal to the basis, and is made so again. */
const weakShare = 0.1

/** Relative to ‖A·x‖: of what is left of a vector below this rounding may be a part that the basis was not freed of twice, */
const weak = 1e-10

/** and below this it is nothing else, and a random one takes its place. */
const vanishing = 1e-15

/** Ritz pairs (θ, Q·y) with what is known of their residuals. */
export interface RitzPairs extends SymmetricEigenDecomposition {
  /** ‖A·Q·y − θ·Q·y‖ of each, but for rounding. */
  readonly residuals: Float64Array
}

export class BlockLanczos {
  /** H, a row of `#stride` numbers for each basis vector. */
  readonly #products: Float64Array
  readonly #stride: number
  /** Panels of the basis; that of this number is orthogonal to all of them, and the next one. */
  #count = 0
  /** A·Q − Q·H is the next panel times this 4 × 4 matrix, in the last four columns. */
  #following = new Float64Array(panelWidth ** 2)
  #scale = 0

  /** @param most panels of the basis; one more is needed */
  constructor(private readonly panels: VectorPanels, private readonly random: Random, private readonly most: number) {
    this.#stride = most * panelWidth
    this.#products = new Float64Array(this.#stride ** 2)
  }

  /** Vectors of the basis. */
  get size(): number {
    return this.#count * panelWidth
  }

  get isFull(): boolean {
    return this.#count === this.most
  }

  /** Begins with eigenvectors that stand in the first panels, and random vectors. @param values of them, four a panel */
  begin(values: Float64Array): void {
    this.#count = values.length / panelWidth
    this.#products.fill(0)
    values.forEach((value, index) => { this.#products[index * this.#stride + index] = value })
    fillRandom(this.panels.vectors(this.#count), this.random)
    this.#subtractBasis(this.#count)
    this.#orthonormalise(this.#count, 1)
  }

  /** Takes the next panel into the basis: one product with the matrix. */
  grow(): void {
    const { panels } = this
    const last = this.#count++
    panels.multiply(last, this.#count)
    const next = panels.vectors(this.#count)
    for (let lane = 0; lane < panelWidth; lane++) this.#scale = Math.max(this.#scale, Math.sqrt(innerProduct(next, lane, next, lane)))
    const once = this.#subtractBasis(this.#count)
    const twice = this.#subtractBasis(this.#count)
    this.#keep(once.map((value, at) => value + twice[at]!), last)
    this.#following = this.#orthonormalise(this.#count, this.#scale)
  }

  /** The leading Ritz pairs; their vectors are those y of H. */
  ritzPairs(count: number, solver: LeadingEigenvectorSolver): RitzPairs {
    const { size } = this
    const { values, vectors } = solver.leading(this.#basisProducts(1), size, count)
    const residuals = values.map((_, index) => this.#residual(vectors.subarray((index + 1) * size - panelWidth, (index + 1) * size)))
    return { values, vectors, residuals }
  }

  /**
   * How the eigenvalues lie, roughly: how many each Ritz value stands for (Gauss quadrature from four random vectors). Only of a
   * basis that began with nothing else.
   *
   * @param pairs all of them
   */
  density({ values, vectors }: RitzPairs): SpectralDensity {
    const { size } = this
    const counts = values.map((_, index) => {
      let square = 0
      for (let lane = 0; lane < panelWidth; lane++) square += vectors[index * size + lane]! ** 2
      return (this.panels.order * square) / panelWidth
    })
    return { values, counts }
  }

  /** The smallest Ritz value: no eigenvalue but the smallest is known to be below it. */
  lowest(solver: LeadingEigenvectorSolver): number {
    return -solver.leading(this.#basisProducts(-1), this.size, 1).values[0]!
  }

  /** ±H. */
  #basisProducts(sign: number): Float64Array {
    const { size } = this
    const products = new Float64Array(size ** 2)
    for (let row = 0; row < size; row++) for (let column = 0; column < size; column++) products[row * size + column] = sign * this.#products[row * this.#stride + column]!
    return products
  }

  #residual(last: Float64Array): number {
    let square = 0
    for (let row = 0; row < panelWidth; row++) {
      let sum = 0
      for (let column = 0; column < panelWidth; column++) sum += this.#following[row * panelWidth + column]! * last[column]!
      square += sum * sum
    }
    return Math.sqrt(square)
  }

  /** @returns what was along the basis */
  #subtractBasis(panel: number): Float64Array {
    const along = this.panels.project(this.#count, panel)
    this.panels.combine(this.#count, along.map(value => -value), panel)
    return along
  }

  /** The products of a new panel with the basis, itself included, into H on both sides of the diagonal. */
  #keep(along: Float64Array, last: number): void {
    const from = last * panelWidth
    for (let row = 0; row < from + panelWidth; row++) {
      for (let lane = 0; lane < panelWidth; lane++) {
        const value = along[row * panelWidth + lane]!
        // the two of a pair within the new panel differ by rounding
        const other = row < from ? value : along[(from + lane) * panelWidth + row - from]!
        this.#products[row * this.#stride + from + lane] = this.#products[(from + lane) * this.#stride + row] = (value + other) / 2
      }
    }
  }

  /** Makes the vectors of a panel orthonormal. @param scale of the products that the panel is left of @returns R, 4 × 4: the panel was what it is now, times R, as far as it was orthogonal to the basis */
  #orthonormalise(panel: number, scale: number): Float64Array<ArrayBuffer> {
    let { triangle, isWeak } = orthonormalise(this.panels.vectors(panel), scale, this.random)
    for (let round = 0; isWeak && round < 3; round++) {
      this.#subtractBasis(panel)
      const again = orthonormalise(this.panels.vectors(panel), 1, this.random)
      triangle = timesTriangle(again.triangle, triangle)
      isWeak = again.isWeak
    }
    return triangle
  }
}

export function fillRandom(vectors: Float64Array, random: Random): void {
  for (let at = 0; at < vectors.length; at++) vectors[at] = random.normal()
}

/** Gram and Schmidt, each vector twice. @param scale what the vectors were before the basis was taken out; one that has vanished is replaced by a random one, of which R holds nothing */
function orthonormalise(vectors: Float64Array, scale: number, random: Random): { readonly triangle: Float64Array<ArrayBuffer>; readonly isWeak: boolean } {
  const triangle = new Float64Array(panelWidth ** 2)
  let isWeak = false
  for (let lane = 0; lane < panelWidth; lane++) {
    const before = Math.sqrt(innerProduct(vectors, lane, vectors, lane))
    subtractEarlier(vectors, lane, triangle)
    let norm = Math.sqrt(innerProduct(vectors, lane, vectors, lane))
    isWeak ||= norm <= weakShare * before || norm <= weak * scale
    if (norm > vanishing * scale) {
      triangle[lane * panelWidth + lane] = norm
    } else {
      isWeak = true
      for (let at = lane; at < vectors.length; at += panelWidth) vectors[at] = random.normal()
      subtractEarlier(vectors, lane, null)
      norm = Math.sqrt(innerProduct(vectors, lane, vectors, lane))
    }
    scaleVector(vectors, lane, 1 / norm)
  }
  return { triangle, isWeak }
}

function subtractEarlier(vectors: Float64Array, lane: number, triangle: Float64Array | null): void {
  for (let round = 0; round < 2; round++) {
    for (let earlier = 0; earlier < lane; earlier++) {
      const along = innerProduct(vectors, earlier, vectors, lane)
      addMultiple(vectors, earlier, -along, vectors, lane)
      if (triangle) triangle[earlier * panelWidth + lane]! += along
    }
  }
}

/** The product of two upper triangles. */
function timesTriangle(left: Float64Array, right: Float64Array): Float64Array<ArrayBuffer> {
  const product = new Float64Array(panelWidth ** 2)
  for (let row = 0; row < panelWidth; row++) {
    for (let column = 0; column < panelWidth; column++) {
      for (let k = row; k <= column; k++) product[row * panelWidth + column]! += left[row * panelWidth + k]! * right[k * panelWidth + column]!
    }
  }
  return product
}
