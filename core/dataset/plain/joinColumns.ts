/** What the parts of a file show of its columns, as one pass over all rows would. */
import { distinctCap, type DecimalSign } from '../../api/model'
import { smallNumbers } from '../../kernels/tableMemory'
import type { DistinctTexts } from '../../kernels/tableView'
import { ColumnScan, type ColumnReading, type DecimalEvidence, type ScannedColumn } from '../profile'
import type { SummedPart } from './joinMoments'

/** What is missing has been told apart. Out here, because functions made where parts are joined would keep the parts' memories. */
const noCodes = { hasText: () => false, hasNumber: () => false }

/**
 * @param rows of the whole file @param shift as the parts subtracted it @param decimalChosen whether the user chose the decimal sign
 * @param distinctNumbers whether the parts counted numbers among the different texts
 */
export function joinColumns(parts: readonly SummedPart[], rows: number, shift: Float64Array, decimal: DecimalSign, decimalChosen: boolean, distinctNumbers: boolean): readonly ScannedColumn[] {
  const unusual = Array.from(shift, () => new ColumnScan(noCodes, decimalChosen ? decimal : null))
  for (const { result: { notes } } of parts) for (const [column, found] of notes) unusual[column]!.absorb(found)
  const described = parts.map(({ view }) => view.described)
  const signed = parts.map(({ view }) => view.signed)
  return unusual.map((scan, column) => {
    const { missing, numbers, texts } = scan.reading(decimal)
    const count = rows - missing - numbers - texts
    const sum = described.reduce((total, { sums }) => total + sums[column]!, 0)
    const distinct = count > 0 && !distinctNumbers ? null : distinctCount(parts.map(({ view }) => view.distinctOf(column)))
    return new PlainColumn(scan, decimal, distinct, signed.some(flags => flags[column] === 1), {
      count,
      minimum: Math.min(...described.map(({ minima }) => minima[column]!)) + 0,
      mean: shift[column]! + sum / count,
      maximum: Math.max(...described.map(({ maxima }) => maxima[column]!)) + 0
    })
  })
}

interface FiniteNumbers {
  readonly count: number
  readonly minimum: number
  readonly mean: number
  readonly maximum: number
}

class PlainColumn implements ScannedColumn {
  constructor(
    private readonly unusual: ColumnScan, private readonly decimal: DecimalSign, readonly distinct: number | null, private readonly signed: boolean, private readonly finite: FiniteNumbers
  ) {}

  get textsUnderBoth(): number {
    return this.unusual.textsUnderBoth
  }

  /** Plain numbers with the decimal sign "," prove it; where the sign is ".", the reader refuses whatever could speak against it. */
  get evidence(): DecimalEvidence {
    const { evidence } = this.unusual
    return this.signed && this.decimal === ',' ? { ...evidence, comma: evidence.comma ?? { text: '', row: 0 } } : evidence
  }

  reading(decimal: DecimalSign): ColumnReading {
    const reading = this.unusual.reading(decimal)
    const { count, minimum, mean, maximum } = this.finite
    return count === 0 ? reading : { ...reading, numbers: reading.numbers + count, minimum, mean, maximum }
  }
}

function distinctCount(parts: readonly DistinctTexts[]): number {
  if (parts.length === 1) return parts[0]!.count
  if (parts.some(({ count }) => count === distinctCap)) return distinctCap
  let count = 0
  for (let value = 0; value < smallNumbers; value++) {
    let seen = 0
    for (const { small } of parts) seen |= small[value] ?? 0
    count += seen
  }
  const hashes = new Set<number>()
  for (const part of parts) for (const hash of part.hashes) hashes.add(hash)
  return Math.min(distinctCap, count + hashes.size)
}
