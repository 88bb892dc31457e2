/** The report's first half: where the data come from and what the numbers assume. */
import type { Dialect, Evaluation, MissingPolicy } from '../../api/model'
import { assertNever } from '../../api/problem'
import { formatCompact, formatCount, formatNumber } from '../format'
import type { ReportContent, ReportSource } from './content'
import { facts, list, paragraph, section, table, type Html } from './html'

/** Names beyond this many are counted, not listed. */
const mostNames = 40

/** The source of X: files with their fingerprints, what was read of them and what was left out. */
export function provenanceSection({ source, shape }: ReportContent): Html {
  if (source.kind === 'spectrum') {
    return section('Data', paragraph('No data: a modelled spectrum stands for the covariance.'), facts([['Spectrum', source.description], ['Inputs', formatCount(source.dimension)]]))
  }
  const { dataset } = source
  return section('Data',
    table({
      headers: ['file', 'bytes', 'SHA-256'], right: [1],
      rows: source.files.map(file => [file.name, file.bytes === null ? '–' : formatCount(file.bytes), file.sha256 ?? '–'])
    }),
    facts([
      ['Rows used', formatCount(source.rows)],
      ['Rows dropped', `${formatCount(source.droppedRows)}${source.missing === null ? '' : ` (missing values: ${missingWords(source.missing)})`}`],
      ['Inputs', `${formatCount(source.features.length)}: ${named(source.features)}`],
      ['Image shape', shape ? `${shape.height} × ${shape.width} × ${shape.channels}` : null],
      ['Label', source.label === null ? 'none' : `${source.label}, ${formatCount(source.classes.length)} classes: ${named(source.classes)}`],
      ['Read as', source.dialect && dialectWords(source.dialect)],
      ['Constant columns', dataset && dataset.constantColumns.length > 0 ? named(dataset.constantColumns) : null]
    ]),
    dataset === null ? paragraph('Only the moments of these rows were at hand when this report was written, not the file itself.', 'dim') : leftOut(dataset)
  )
}

function leftOut(dataset: NonNullable<Extract<ReportSource, { kind: 'data' }>['dataset']>): Html | null {
  const columns = dataset.columns.filter(column => column.role === 'left-out')
  return columns.length === 0 ? null : list(columns.slice(0, mostNames).map(column => `Left out: ${column.name}${column.reason === null ? '' : ` (${column.reason})`}`))
}

function missingWords(policy: MissingPolicy): string {
  switch (policy) {
    case 'drop': return 'rows dropped'
    case 'mean': return 'replaced by the mean of their column'
    case 'error': return 'refused'
    default: return assertNever(policy)
  }
}

function dialectWords({ delimiter, decimal, encoding, header }: Dialect): string {
  return `delimiter ${delimiter === '\t' ? 'tab' : `“${delimiter}”`}, decimal sign “${decimal}”, ${encoding}, ${header ? 'first row holds names' : 'no header'}`
}

export function named(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(', ')
  return names.length <= mostNames ? shown : `${shown} and ${formatCount(names.length - mostNames)} more`
}

/** The model and everything that the value rests on, in sentences. */
export function assumptionsSection(evaluation: Evaluation): Html {
  const { covariance, input, gaussian } = evaluation
  const sentences = [
    'X is taken as Gaussian with the covariance Σ below; for other data of the same Σ the value of a linear network is an upper bound.',
    `Gaussian noise of variance σ² = ${formatCompact(evaluation.noise)} lies on the last layer’s output; without noise the information would be infinite.`,
    `The weights obey Tr(WᵀW) ≤ F = ${formatCompact(evaluation.budget)}, for a chain on its composite map; chains with a budget of their own keep it.`,
    // where they do contradict it, the notes say so
    ...(gaussian?.passed ? [`The leading components do not contradict a Gaussian (Jarque–Bera, p = ${formatNumber(gaussian.pValue, 2)}).`] : []),
    ...evaluation.notes,
    'Within this model a value is exact where a theorem holds with all that it assumes, an upper bound where no network of the design can pass more, and an approximation where its error has no known sign.'
  ]
  return section('Assumptions',
    list([...new Set(sentences.map(asSentence))]),
    facts([
      ['Covariance', covariance.estimator === null ? null : `${covariance.estimator}${covariance.shrinkage === null ? '' : `, shrinkage ${formatNumber(covariance.shrinkage)}`}${covariance.standardized ? ', of standardised columns' : ', raw scale'}`],
      ['Rank of Σ', `${formatCount(input.rank)} of ${formatCount(input.dimension)}`]
    ]))
}

/** A note as a sentence: a capital at its start, a full stop at its end. */
export function asSentence(note: string): string {
  const trimmed = note.trim()
  return `${trimmed.slice(0, 1).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`
}
