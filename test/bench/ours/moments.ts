import { kernelVariant } from '../../../core/kernels/load'
import { floatRows, layOutTable, tileIndex, type TableShape } from '../../../core/kernels/tableMemory'
import { sumsKernel, tableMemory, tableModules } from '../../../core/kernels/tableKernel'

/** Rows of numbers below 2⁸ in size whose products of int32 stay exact. */
const integerRows = 2 ** 15

/**
 * Moments of rows in memory by the kernel of the readers, in one thread: sums of products about the first row, and what is needed beside them.
 *
 * @param numbers rows × columns @param whole whole numbers from 0 to 255
 */
export function measureMoments(numbers: Float64Array, columns: number, whole: boolean): { readonly mean: number; readonly variance: number } {
  const shape: TableShape = { columns, described: false, features: Array.from({ length: columns }, (_, column) => column), codes: 0, slotBytes: 0, slots: 0 }
  const layout = layOutTable(shape)
  const memory = tableMemory(shape)
  const sums = sumsKernel(tableModules(kernelVariant() ?? 'plain'), memory)
  const width = layout.featureRowBytes / 8
  const block = new Float64Array(memory.buffer, layout.block, width * layout.rows)
  const shift = numbers.slice(0, columns)
  const rows = numbers.length / columns
  const step = whole ? Math.min(layout.rows, integerRows) : floatRows
  for (let from = 0; from < rows; from += layout.rows) {
    const count = Math.min(layout.rows, rows - from)
    for (let row = 0; row < count; row++) {
      const at = (from + row) * columns
      for (let column = 0; column < columns; column++) block[row * width + column] = numbers[at + column]! - shift[column]!
    }
    sums.addColumnSums(layout.block, layout.featureRowBytes, count, layout.norms, layout.featureSums, layout.weightedSums, layout.featureMinima, layout.featureMaxima)
    for (let start = 0; start < count; start += step) {
      const place = layout.block + start * layout.featureRowBytes
      const part = Math.min(step, count - start)
      if (whole) sums.addIntegerProducts(place, layout.featureRowBytes, part, layout.panels, layout.lists, layout.tiles)
      else sums.addFloatProducts(place, layout.featureRowBytes, part, layout.panels, layout.tiles)
    }
  }
  const last = columns - 1
  const sum = new Float64Array(memory.buffer, layout.featureSums, columns)[last]!
  const square = new Float64Array(memory.buffer, layout.tiles)[tileIndex(last, last, columns)]!
  return { mean: shift[last]! + sum / rows, variance: (square - sum ** 2 / rows) / (rows - 1) }
}
