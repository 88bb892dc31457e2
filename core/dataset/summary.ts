/** What was read, in words and numbers for people: the same for a preview and for data that are used. */
import type { DatasetSummary, MissingPolicy } from '../api/model'
import { classCap } from './classes'
import type { Moments } from './moments'
import { missingNotes, type PreparedFile } from './prepare'
import { packedDiagonal } from './scatter'
import type { UsedRowsCount } from './usedRows'
import { quoted } from './wording'

export interface CountedClasses {
  readonly names: readonly string[]
  readonly counts: readonly number[]
  /** More than `classCap` different labels: they are no classes. */
  readonly capped: boolean
}

export function summaryOf(
  { name, examined, scanned, dialect, selected, label, notes }: PreparedFile,
  missing: MissingPolicy,
  count: UsedRowsCount,
  classes: CountedClasses,
  constantColumns: readonly string[],
  furtherNotes: readonly string[] = []
): DatasetSummary {
  const capNotes = classes.capped && label !== null ? [`the label ${quoted(label)} has more than ${classCap} different values: it is not used as classes`] : []
  return {
    name,
    bytes: scanned.bytes,
    sha256: scanned.sha256,
    dialect,
    detected: examined.detected,
    columns: selected.columns,
    features: selected.features,
    constantColumns,
    label: label === null ? null : { name: label, classes: classes.names, counts: classes.counts, capped: classes.capped },
    totalRows: scanned.rows,
    rows: count.used,
    droppedRows: count.dropped,
    missing,
    notes: [...notes, ...missingNotes(count.dropped, count.replaced), ...capNotes, ...furtherNotes]
  }
}

/** Constant among all rows, or among those that are left. */
export function constantColumns({ selected }: PreparedFile, moments: Moments): readonly string[] {
  const constant = new Set(selected.columns.filter(column => column.constant).map(column => column.name))
  const variances = packedDiagonal(moments.scatter, moments.columns.length)
  return selected.features.filter((name, index) => constant.has(name) || variances[index] === 0)
}
