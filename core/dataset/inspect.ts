/** What a CSV holds, even when it cannot be used as it is: for previews and `mmi inspect`. */
import type { DecimalAmbiguity } from '../api/importPreview'
import type { DatasetSummary, ImportOptions } from '../api/model'
import type { Problem, Result } from '../api/problem'
import { byCodePoint, classCap } from './classes'
import { asResult, readingOptions, type LoadHooks } from './hooks'
import { withPlainReading, type RowsCounted } from './plain/reading'
import { prepareFile, type PreparedFile } from './prepare'
import { readRows } from './rows'
import { previewRows } from './scan'
import { suggestLabel } from './suggest'
import { summaryOf, type CountedClasses } from './summary'
import { visitUsedRows } from './usedRows'
import { detached } from './wording'

export interface InspectedCsv extends DatasetSummary {
  /** What stands in the way of using the data with these options, most basic first; empty when nothing does. */
  readonly problems: readonly Problem[]
  /** The first rows as fields, without the header. */
  readonly firstRows: readonly (readonly string[])[]
  /** A column that looks like the label, when none was chosen. */
  readonly suggestedLabel: string | null
  /** Where the decimal sign could be either, when it was not chosen. */
  readonly ambiguity: DecimalAmbiguity | null
}

/**
 * Profiles a CSV. Only a file that cannot be read as a table fails; an unknown label, an ambiguous decimal sign or a lack
 * of numbers is reported beside the columns. Rows are read a second time only when missing values or classes are to be counted.
 */
export async function inspectCsv(path: string, options: ImportOptions, hooks: LoadHooks = {}): Promise<Result<InspectedCsv>> {
  return asResult(() => withPlainReading(path, options, hooks, null, async plain => {
    const prepared = await prepareFile(path, options, hooks, true, plain)
    const counted = prepared.problems.length === 0 && needsCounting(prepared)
      ? (await plain?.counts(prepared)) ?? (await countRows(path, prepared, options, hooks))
      : unread(prepared)
    return {
      ...summaryOf(prepared, options.missing, counted, counted.classes, constantColumns(prepared)),
      problems: prepared.problems,
      firstRows: await firstRowsOf(path, prepared, hooks),
      suggestedLabel: prepared.label === null ? suggestLabel(prepared.selected.columns) : null,
      ambiguity: prepared.ambiguity
    }
  }))
}

/** The first rows, which a reader of plain numbers does not keep. */
async function firstRowsOf(path: string, { scanned, dialect }: PreparedFile, hooks: LoadHooks): Promise<readonly (readonly string[])[]> {
  if (scanned.firstRows.length > 0 || scanned.rows === 0) return scanned.firstRows
  const rows: (readonly string[])[] = []
  let skipHeader = dialect.header
  for await (const { records } of readRows(path, dialect, { signal: hooks.signal, chunkBytes: hooks.chunkBytes })) {
    rows.push(...records.slice(skipHeader ? 1 : 0, previewRows + 1).map(record => record.map(detached)))
    skipHeader = false
    if (rows.length >= previewRows) break
  }
  return rows.slice(0, previewRows)
}

const noClasses: CountedClasses = { names: [], counts: [], capped: false }

function constantColumns({ selected }: PreparedFile): readonly string[] {
  return selected.columns.filter(column => column.constant && column.role === 'feature').map(column => column.name)
}

function needsCounting({ selected }: PreparedFile): boolean {
  return selected.columns.some(column => column.role === 'label' || (column.role === 'feature' && column.missing > 0))
}

function unread({ scanned }: PreparedFile): RowsCounted {
  return { used: scanned.rows, dropped: 0, replaced: 0, classes: noClasses }
}

async function countRows(path: string, prepared: PreparedFile, options: ImportOptions, hooks: LoadHooks): Promise<RowsCounted> {
  const classes = new Map<string, number>()
  let capped = false
  // A missing value is no reason to fail here: it is counted as a row that would be dropped.
  const missing = options.missing === 'error' ? 'drop' : options.missing
  const source = { path, dialect: prepared.dialect, ...prepared.selected, missing, missingCodes: options.missingCodes }
  const count = await visitUsedRows(source, readingOptions(hooks, 'reading', prepared.scanned.bytes), (_, label) => {
    if (label === null || capped) return
    const known = classes.get(label)
    if (known === undefined && classes.size === classCap) capped = true
    else classes.set(known === undefined ? detached(label) : label, (known ?? 0) + 1)
  })
  const names = capped ? [] : [...classes.keys()].sort(byCodePoint)
  return { ...count, classes: { names, counts: names.map(name => classes.get(name)!), capped } }
}
