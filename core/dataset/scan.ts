/** The first pass over a file: its columns as every row shows them, its size and SHA-256. */
import { basename } from 'node:path'
import type { Dialect } from '../api/model'
import { ProblemError } from '../api/problem'
import { nameColumns } from './columns'
import { emptyFile, type ExaminedFile } from './examine'
import { Fingerprint } from './files'
import type { MissingCodes } from './missing'
import { ColumnScan, type ScannedColumn } from './profile'
import { readRows, type RowsOptions } from './rows'
import { detached } from './wording'

export interface ScannedFile {
  readonly names: readonly string[]
  /** Names that repeated another and were numbered. */
  readonly repeated: readonly string[]
  readonly scans: readonly ScannedColumn[]
  /** Without the header. */
  readonly rows: number
  readonly bytes: number
  /** null: not asked for. */
  readonly sha256: string | null
  /** The first rows as fields, for a preview. */
  readonly firstRows: readonly (readonly string[])[]
}

export interface ScanOptions extends RowsOptions {
  readonly codes: MissingCodes
  readonly decimal: Dialect['decimal'] | null
  /** Called once the columns have names, before the rows are read; may throw a ProblemError. */
  readonly onNames?: (names: readonly string[]) => void
}

export const previewRows = 20

/** Reads every row. Throws ProblemError CSV_EMPTY and what `readRows` throws. */
export async function scanFile(path: string, examined: ExaminedFile, options: ScanOptions): Promise<ScannedFile> {
  const fingerprint = new Fingerprint()
  const firstRows: (readonly string[])[] = []
  let named: ReturnType<typeof nameColumns> | null = null
  let scans: readonly ColumnScan[] = []
  let rows = 0
  for await (const { records, lines } of readRows(path, examined.dialect, { ...options, fingerprint })) {
    let from = 0
    if (!named && records[0]) {
      named = nameColumns(records[0].map(detached), examined.dialect.header)
      options.onNames?.(named.names)
      scans = named.names.map(() => new ColumnScan(options.codes, options.decimal))
      from = examined.dialect.header ? 1 : 0
    }
    for (let index = from; index < records.length; index++) {
      const record = records[index]!
      for (let column = 0; column < scans.length; column++) scans[column]!.add(record[column]!, lines[index]!)
      if (firstRows.length < previewRows) firstRows.push(record.map(detached))
    }
    rows += records.length - from
  }
  if (!named) throw new ProblemError(emptyFile(basename(path)))
  return { ...named, scans, rows, bytes: fingerprint.bytes, sha256: fingerprint.sha256(), firstRows }
}
