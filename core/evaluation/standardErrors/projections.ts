/** The kept rows projected on leading eigenvectors, run by run. */
import type { RowSample } from '../../dataset/rowSample'
import type { TransposedProduct } from '../../linalg/matrixProducts'
import type { RowInfluence } from './rowInfluence'
import type { ScaledRows } from './scaledRows'

export class Projections {
  /** One number a row, of each component. */
  readonly components: readonly Float64Array[]
  private rows = 0

  /** @param source what multiplies by the eigenvectors, or an influence that has just projected every run on no fewer of them */
  constructor(count: number, sample: RowSample, private readonly source: TransposedProduct | Pick<RowInfluence, 'projections'>) {
    this.components = Array.from({ length: count }, () => new Float64Array(sample.count))
  }

  add({ rows, count }: ScaledRows): void {
    const values = this.projected(rows, count)
    for (const [index, component] of this.components.entries()) component.set(values.subarray(index * count, (index + 1) * count), this.rows)
    this.rows += count
  }

  private projected(rows: Float64Array, count: number): Float64Array {
    if (typeof this.source !== 'function') return this.source.projections
    const values = new Float64Array(this.components.length * count)
    this.source(rows, count, values)
    return values
  }
}
