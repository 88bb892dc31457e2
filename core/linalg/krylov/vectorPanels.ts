/** Vectors four at a time beside one symmetric matrix, behind an interface: what a search for its leading eigenvectors is made of. */

/** Vectors of a panel: as many as one reading of the matrix is used for. */
export const panelWidth = 4

/** Panels of four vectors of `order` numbers, all zeros at first. Number `at` of vector `lane` of a panel stands at 4·at + lane. */
export interface VectorPanels {
  readonly order: number
  readonly count: number
  /** The numbers of a panel as they stand; to be written to as well. */
  vectors(index: number): Float64Array
  /** The panel `to` becomes A times the panel `from`. */
  multiply(from: number, to: number): void
  /** Inner products of the vectors of the first `panels` panels with those of another. @returns 4·panels × 4 */
  project(panels: number, panel: number): Float64Array
  /** Adds to vector j of a panel Σᵢ factors[i][j]·vᵢ over the vectors of the first `panels` panels. @param factors 4·panels × 4 */
  combine(panels: number, factors: Float64Array, panel: number): void
}

/** In plain loops: the reference that the kernel is tested against. @param matrix order × order; of two mirrored entries the upper one is read */
export function plainPanels(matrix: Float64Array, order: number, count: number): VectorPanels {
  const panels = Array.from({ length: count }, () => new Float64Array(order * panelWidth))
  return {
    order,
    count,
    vectors: index => panels[index]!,
    multiply(from, to) {
      const [x, product] = [panels[from]!, panels[to]!.fill(0)]
      for (let row = 0; row < order; row++) {
        for (let column = row; column < order; column++) {
          const entry = matrix[row * order + column]!
          for (let lane = 0; lane < panelWidth; lane++) {
            product[row * panelWidth + lane]! += entry * x[column * panelWidth + lane]!
            if (column > row) product[column * panelWidth + lane]! += entry * x[row * panelWidth + lane]!
          }
        }
      }
    },
    project(first, panel) {
      const products = new Float64Array(first * panelWidth ** 2)
      for (let row = 0; row < first * panelWidth; row++) {
        for (let lane = 0; lane < panelWidth; lane++) products[row * panelWidth + lane] = innerProduct(panels[row >> 2]!, row & 3, panels[panel]!, lane)
      }
      return products
    },
    combine(first, factors, panel) {
      for (let row = 0; row < first * panelWidth; row++) {
        for (let lane = 0; lane < panelWidth; lane++) addMultiple(panels[row >> 2]!, row & 3, factors[row * panelWidth + lane]!, panels[panel]!, lane)
      }
    }
  }
}

/** Of vector `lane` of one panel and vector `otherLane` of another. */
export function innerProduct(panel: Float64Array, lane: number, other: Float64Array, otherLane: number): number {
  let sum = 0
  for (let at = 0; at < panel.length; at += panelWidth) sum += panel[at + lane]! * other[at + otherLane]!
  return sum
}

/** Adds a multiple of vector `lane` of one panel to vector `otherLane` of another. */
export function addMultiple(panel: Float64Array, lane: number, factor: number, other: Float64Array, otherLane: number): void {
  for (let at = 0; at < panel.length; at += panelWidth) other[at + otherLane]! += factor * panel[at + lane]!
}

export function scaleVector(panel: Float64Array, lane: number, factor: number): void {
  for (let at = lane; at < panel.length; at += panelWidth) panel[at]! *= factor
}
