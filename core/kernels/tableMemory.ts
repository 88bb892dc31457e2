/** Where everything stands in the memory of one table kernel, in bytes. */

/** What is to be read and summed. */
export interface TableShape {
  readonly columns: number
  /** Whether columns are described: minimum, mean, maximum, distinct texts. */
  readonly described: boolean
  /** Whether numbers count among the texts; left out: they do. */
  readonly distinctNumbers?: boolean
  /** Columns whose products are summed, in their order; empty: none. */
  readonly features: readonly number[]
  /** Numbers that stand for a missing value. */
  readonly codes: number
  /** Longest chunk. */
  readonly slotBytes: number
  readonly slots: number
}

export type TableMemory = ReturnType<typeof layOutTable>

/** What is read is summed while it is near. */
const tableBytes = 1024 ** 2
/** Rows whose float products are summed at a time: their panels stay in the second-level cache. */
export const floatRows = 128
const mostRows = 2048
/** Columns of a tile. */
export const tileOrder = 8
const tileBytes = 512
/** As in the kernel: slots for meanings of fields, as many for labels, and one more. */
const meaningSlots = 2 * 4096 + 1
export const meaningBytes = 32
/** More labels than this are no classes; one more is counted. */
export const mostClasses = 1001
/** Whole numbers of up to three digits. */
export const smallNumbers = 1000
/** Wide reads may pass the end of a chunk. */
const guardBytes = 64

export const padded = (columns: number): number => Math.ceil(columns / tileOrder) * tileOrder

/** Tiles on and above the diagonal. */
export function tileCount(features: number): number {
  const rows = padded(features) / tileOrder
  return (rows * (rows + 1)) / 2
}

/** Whether a table tells how many different numbers a column holds. */
export function countsNumbers({ described, distinctNumbers = true }: TableShape): boolean {
  return described && distinctNumbers
}

/** The areas of a table kernel, one after the other; `pool` is the first free byte and `bytes` what is needed at least. */
export function layOutTable(shape: TableShape) {
  const { columns, features, codes, slotBytes, slots } = shape
  const width = padded(columns)
  const featureWidth = padded(features.length)
  const rows = Math.max(floatRows, Math.min(mostRows, Math.floor(tableBytes / (8 * width) / floatRows) * floatRows))
  let top = 1024
  const area = (bytes: number): number => {
    const at = top
    top = Math.ceil((top + bytes) / 64) * 64
    return at
  }
  const areas = {
    powersOfFive: area(651 * 16),
    powersOfTen: area(23 * 8),
    wholePowersOfTen: area(9 * 8),
    freeLists: area(32 * 4),
    answer: area(8),
    meanings: area(meaningSlots * meaningBytes),
    codes: area(8 * codes),
    roles: area(columns),
    signed: area(columns),
    fill: area(8 * width),
    shift: area(8 * width),
    sums: area(8 * width),
    minima: area(8 * width),
    maxima: area(8 * width),
    tallies: area(16 * columns),
    zeros: area(width + guardBytes),
    small: area(countsNumbers(shape) ? smallNumbers * columns : 0),
    runs: area(8 * features.length),
    featureShift: area(8 * featureWidth),
    scales: area(8 * featureWidth),
    featureSums: area(8 * featureWidth),
    weightedSums: area(8 * featureWidth),
    featureMinima: area(8 * featureWidth),
    featureMaxima: area(8 * featureWidth),
    classSums: area(4 * mostClasses),
    classCounts: area(4 * mostClasses),
    narrowed: area(4 * featureWidth + guardBytes),
    states: area(4 * rows),
    norms: area(8 * rows),
    table: area(8 * width * rows),
    hashes: area(countsNumbers(shape) ? 8 * width * rows : 0),
    // one row more, for an odd number of whole ones
    block: area(8 * featureWidth * (rows + 1)),
    panels: area(Math.max(8 * featureWidth * Math.min(floatRows, rows), 2 * featureWidth * (rows + 1))),
    // of every four columns which pairs of rows are not all zero
    lists: area((featureWidth / 4) * (4 + rows + 1)),
    tiles: area(tileBytes * tileCount(features.length)),
    slots: area(slots * (slotBytes + guardBytes))
  }
  return { ...areas, rows, rowBytes: 8 * width, featureRowBytes: 8 * featureWidth, slotStride: slotBytes + guardBytes, pool: top, bytes: top + 65_536 }
}

/** Where the sum of products (row, column), row ≤ column, stands among the tiles, counted in float64. */
export function tileIndex(row: number, column: number, features: number): number {
  const count = padded(features) / tileOrder
  const tileRow = row >> 3
  const tileColumn = column >> 3
  return (tileRow * count - (tileRow * (tileRow + 1)) / 2 + tileColumn) * tileOrder ** 2 + (row & 7) * tileOrder + (column & 7)
}
