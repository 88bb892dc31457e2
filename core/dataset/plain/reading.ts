/**
 * Reads a CSV of plain numbers in one pass: columns, moments and sample together, by what the head of the file suggests. Where the
 * file turns out otherwise it is read again by what was found; what this reader cannot tell it leaves to the general one.
 */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Dialect, ImportOptions } from '../../api/model'
import { ProblemError } from '../../api/problem'
import { collectMemories } from '../../kernels/collect'
import { kernelVariant, type KernelVariant } from '../../kernels/load'
import { tableMemory, tableModules, type TableSettings } from '../../kernels/tableKernel'
import type { TableShape } from '../../kernels/tableMemory'
import { classCap } from '../classes'
import { emptyFile, type ExaminedFile } from '../examine'
import { changedProblem, requireUnchanged } from '../files'
import type { LoadHooks } from '../hooks'
import { requireMemory } from '../memoryLimit'
import { MissingCodes } from '../missing'
import type { CentredMoments, Moments } from '../moments'
import type { PreparedFile } from '../prepare'
import type { ScannedColumn } from '../profile'
import { sampleCapacity, type RowSample, type SampleRequest } from '../rowSample'
import { packedDiagonal } from '../scatter'
import type { ScannedFile, ScanOptions } from '../scan'
import { widestFeatures } from '../selection'
import type { CountedClasses } from '../summary'
import type { UsedRowsCount } from '../usedRows'
import { assumeFromHead, type Assumption } from './assumption'
import { formCrew, slotsPerPart, threadsFor } from './crew'
import { joinColumns } from './joinColumns'
import { countClasses, joinSums, type JoinedSums } from './joinMoments'
import type { PartSetUp } from './partReader'
import { runPass, slotBytes, type PassOutcome } from './pass'
import { StartedThreads } from './readerThread'
import { codesPerPart } from './rowKeeper'
import { finishSample, sharedSample, type RowKind, type SharedSample } from './sharedSample'

/** Files below this the general reader has read before the kernels are compiled. */
const fewestBytes = 256 * 1024

/** What reading the rows gives, whichever reader reads them. */
export interface RowsRead {
  readonly moments: Omit<Moments, 'dropped' | 'provenance'>
  readonly sample: RowSample
  readonly count: UsedRowsCount
  readonly classesCapped: boolean
}

/** How many rows count, without their moments. */
export interface RowsCounted extends UsedRowsCount {
  readonly classes: CountedClasses
}

/** What is wanted of the rows: nothing, or moments of them and a sample. */
export interface RowsWanted {
  /** null: none are kept. */
  readonly sample: SampleRequest | null
}

/** Of every feature of rows that are read again what is known of it. */
export interface FeatureScales {
  readonly columns: readonly number[]
  readonly mean: Float64Array
  readonly scale: Float64Array
}

/** Σ‖z‖⁴, and by what to see that it is of the same rows. */
export interface ScaledNorm4 {
  readonly norm4: number
  readonly used: number
  readonly sha256: string | null
}

/** What a pass goes by. */
interface PassTerms {
  /** Columns that have to be numbers. */
  readonly features: readonly number[]
  /** Per column, in place of missing values. */
  readonly fill: Float64Array | null
  /** Of every chunk, where an earlier pass has counted them. */
  readonly usedRows: readonly number[] | null
  /** Per column. */
  readonly shift: Float64Array
  /** Of the values that are kept. */
  readonly rowKind: RowKind
  /** Per feature, for Σ‖z‖⁴ alone; null: all sums. */
  readonly scales: Float64Array | null
}

/** A pass that was made. */
interface MadePass {
  readonly outcome: PassOutcome
  /** null where they were not to be described. */
  readonly columns: readonly ScannedColumn[] | null
  /** null where there were none. */
  readonly sums: JoinedSums | null
  /** By the names of classes. */
  readonly classRows: ReadonlyMap<string, number>
  readonly features: readonly number[]
  readonly sample: SharedSample | null
  readonly shift: Float64Array
  readonly rowKind: RowKind
  /** Of the parts: nothing of this refers to them. */
  readonly memoryBytes: number
}

/** One for what the head did not show, one for rows drawn wrongly, two for a head that is nothing like the rest. */
const mostPasses = 4

/**
 * What the work gives that is done with a plain reader; with null where the general one is to read: small files, machines without SIMD, a first look.
 * The reader's threads start while the file is looked at, and end with the work.
 */
export async function withPlainReading<T>(path: string, options: ImportOptions, hooks: LoadHooks, wanted: RowsWanted | null, work: (plain: PlainReading | null) => Promise<T>): Promise<T> {
  const variant = variantFor(hooks)
  if (!variant) return work(null)
  const bytes = await stat(path).then(({ size }) => size, () => 0)
  const { entry, count } = hooks.threads ?? threadsFor(bytes, 1)
  const started = new StartedThreads(entry, count - 1)
  try {
    return await work(new PlainReading(path, options, hooks, wanted, variant, started))
  } finally {
    started.end()
  }
}

function variantFor({ lane, limitBytes, variant }: LoadHooks): KernelVariant | null {
  if (lane === 'general' || limitBytes !== undefined) return null
  return variant === undefined ? kernelVariant() : variant
}

export class PlainReading {
  private readonly codes: MissingCodes
  private assumption: Assumption | null = null
  private made: MadePass | null = null
  private examined: ExaminedFile | null = null

  constructor(
    private readonly path: string, private readonly options: ImportOptions, private readonly hooks: LoadHooks,
    private readonly wanted: RowsWanted | null, private readonly variant: KernelVariant, private readonly started: StartedThreads
  ) {
    this.codes = new MissingCodes(options.missingCodes)
  }

  /** The columns as every row shows them; null: the general reader has to tell. Throws as `scanFile`. */
  async scan(examined: ExaminedFile, { onNames }: Pick<ScanOptions, 'onNames'>): Promise<ScannedFile | null> {
    if (this.hooks.lane !== 'plain' && examined.state.bytes < fewestBytes) return null
    const assumption = assumeFromHead(examined, this.options, this.codes, basename(this.path))
    if (!assumption) return null
    onNames?.(assumption.names)
    this.examined = examined
    this.assumption = assumption
    const { features } = assumption
    this.made = await this.pass({ features, fill: null, usedRows: null, shift: assumption.shift, rowKind: assumption.rowKind, scales: null }, true)
    if (!this.made) return null
    const { outcome, columns } = this.made
    const { names, repeated } = assumption
    if (outcome.bytes === 0) throw new ProblemError(emptyFile(basename(this.path)))
    return { names, repeated, scans: columns!, rows: outcome.rows, bytes: outcome.bytes, sha256: outcome.sha256, firstRows: [] }
  }

  /** Whether plain numbers were read with the sign that all columns decided for. */
  agreesOn(dialect: Dialect): boolean {
    return this.assumption === null || this.made === null || this.assumption.decimal === dialect.decimal
  }

  /** Moments and sample of the rows that count; null: the general reader has to tell. */
  async rows(prepared: PreparedFile): Promise<RowsRead | null> {
    if (!this.made || !this.wanted || !this.agreesOn(prepared.dialect)) return null
    const features = featureIndices(prepared.selected)
    // the policy refuses missing values with their row: the general reader tells which
    const gaps = prepared.selected.columns.some(column => column.role === 'feature' && column.missing > 0)
    const missing = this.made.outcome.rows > this.made.outcome.used || gaps
    if (this.options.missing === 'error' && missing) return null
    const fill = this.options.missing === 'mean' && gaps ? Float64Array.from(prepared.selected.columns, column => column.mean ?? 0) : null
    let made: MadePass | null = this.made
    if (!sameOrder(made.features, features) || fill) made = await this.again({ ...termsOf(made), features, fill, rowKind: 'float64' }, prepared)
    for (let passes = 0; made && passes < mostPasses; passes++) {
      if (made.outcome.results.some(({ broken }) => broken) || this.mayHideClasses(made) || !made.sample || !made.sums) return null
      const { centred } = made.sums
      const misfit = made.sample.misfit[0] !== 0
      if (!misfit && !made.outcome.drawnWrongly && isNearMean(centred, shiftOf(made))) {
        await requireUnchanged(this.path, this.examined!.state)
        return this.join(made, made.sums, prepared)
      }
      made = await this.again({ features, fill, usedRows: made.outcome.usedRows, shift: aboutMean(made, centred), rowKind: misfit ? 'float64' : made.rowKind, scales: null }, prepared)
    }
    return null
  }

  /** How many rows count, and of which classes; null: the general reader has to tell. */
  async counts({ selected, dialect, scanned }: PreparedFile): Promise<RowsCounted | null> {
    if (!this.made || !this.agreesOn(dialect)) return null
    const features = featureIndices(selected)
    const gaps = selected.columns.some(column => column.role === 'feature' && column.missing > 0)
    if (this.options.missing === 'mean' && gaps) return null
    const made = sameOrder(this.made.features, features) ? this.made : await this.again({ ...termsOf(this.made), features }, { scanned })
    if (!made || made.outcome.results.some(({ broken }) => broken) || this.mayHideClasses(made)) return null
    const classes = made.classRows
    const { used, rows } = made.outcome
    const capped = classes.size > classCap
    return { used, dropped: rows - used, replaced: 0, classes: { names: capped ? [] : [...classes.keys()], counts: capped ? [] : [...classes.values()], capped } }
  }

  /**
   * Σ‖z‖⁴ of the rows that count, z = (x − mean)·scale, of a file whose columns are known; null: the general reader has to tell.
   *
   * @param label its column @param fill per column in place of missing values; null: rows without a feature do not count
   */
  async scaledNorm4(examined: ExaminedFile, label: number | null, { columns, mean, scale }: FeatureScales, fill: Float64Array | null): Promise<ScaledNorm4 | null> {
    if (this.hooks.lane !== 'plain' && examined.state.bytes < fewestBytes) return null
    const assumption = assumeFromHead(examined, this.options, this.codes, basename(this.path))
    if (!assumption || Math.max(label ?? 0, ...columns) >= assumption.names.length) return null
    const shift = new Float64Array(assumption.names.length)
    columns.forEach((column, feature) => { shift[column] = mean[feature]! })
    this.examined = examined
    this.assumption = { ...assumption, label, chosenFeatures: columns }
    const made = await this.pass({ features: columns, fill, usedRows: null, shift, rowKind: 'float64', scales: scale }, false)
    if (!made || made.outcome.results.some(({ broken }) => broken)) return null
    const { results, used, sha256 } = made.outcome
    return { norm4: results.reduce((sum, { norm4 }) => sum + norm4, 0), used, sha256 }
  }

  /** Whether there are too many labels, but maybe not in rows that count. */
  private mayHideClasses({ outcome: { results, used, rows } }: MadePass): boolean {
    return used < rows && new Set(results.flatMap(({ classNames }) => classNames)).size > classCap
  }

  private join({ outcome: { results, used, rows }, sample }: MadePass, { centred, classes: { moments: classes, positions } }: JoinedSums, prepared: PreparedFile): RowsRead {
    const classOf = classes && ((code: number): number => positions[Math.floor(code / codesPerPart)]?.[code % codesPerPart] ?? -1)
    const labels = new Set(results.flatMap(({ classNames }) => classNames))
    return {
      moments: { ...centred, columns: prepared.selected.features, classes },
      sample: finishSample(sample!, this.wanted!.sample!.seed, used, classOf),
      count: { used, dropped: rows - used, replaced: results.reduce((sum, { replaced }) => sum + replaced, 0) },
      classesCapped: labels.size > classCap
    }
  }

  /** The same file under what its first reading showed. */
  private async again(terms: PassTerms, { scanned }: Pick<PreparedFile, 'scanned'>): Promise<MadePass | null> {
    const made = await this.pass(terms, false)
    if (made && made.outcome.sha256 !== scanned.sha256) throw new ProblemError(changedProblem(this.path))
    return made
  }

  /** What was found, without the memories of the parts, which are several times as large. */
  private async pass(terms: PassTerms, described: boolean): Promise<MadePass | null> {
    const made = await this.passOver(terms, described)
    if (made) collectMemories(made.memoryBytes)
    return made
  }

  private async passOver({ features, fill, usedRows, shift, rowKind, scales }: PassTerms, described: boolean): Promise<MadePass | null> {
    const { examined, assumption } = this
    // too many features are a problem of the columns, which is told once these are known
    const summed = this.wanted && features.length <= widestFeatures ? features : []
    requireMemory(summed.length, basename(this.path))
    const { state: { bytes }, dialect } = examined!
    const { names, label, decimal, encoding, headerLines, chosenFeatures } = assumption!
    const codes = this.codes.numberCodes
    const distinctNumbers = this.hooks.distinctNumbers !== false
    const shape: TableShape = { columns: names.length, described, distinctNumbers, features: summed, codes: codes.length, slotBytes, slots: slotsPerPart }
    const settings: TableSettings = {
      shape, label, needed: features, codes, fill, shift, scales,
      dialect: {
        delimiter: dialect.delimiter.charCodeAt(0), decimal: decimal.charCodeAt(0), quote: dialect.quote === 'none' ? 0 : (dialect.quote ?? '"').charCodeAt(0),
        unclearGroups: decimal === ',' && this.options.dialect.decimal === undefined
      }
    }
    const rules = {
      columns: names.length, label, features: chosenFeatures, encoding, decimal, decimalChosen: this.options.dialect.decimal !== undefined, missingCodes: this.options.missingCodes
    }
    const request = this.wanted?.sample
    const capacity = request && summed.length > 0 ? sampleCapacity(features.length, request.rows) : 0
    // a row of numbers takes at least two bytes for each
    const sample = capacity > 0 ? sharedSample(Math.max(1, Math.min(capacity, Math.ceil(bytes / (2 * features.length)))), features.length, rowKind) : null
    const threads = this.hooks.threads ?? threadsFor(bytes, summed.length)
    const modules = tableModules(this.variant)
    const crew = formCrew(summed.length, this.hooks.hashed !== false, threads, this.started, (part): PartSetUp => ({ settings, rules, modules, memory: tableMemory(shape), sample, part }))
    const plan = { path: this.path, totalBytes: bytes, headerLines, usedRows, stage: described ? 'reading' as const : 'moments' as const, sample: sample && { capacity, seed: request!.seed } }
    const outcome = await runPass(plan, crew, this.hooks).finally(() => { for (const part of crew.parts) part.end() })
    if (!outcome) return null
    const parts = crew.parts.map(({ view }, index) => ({ view, result: outcome.results[index]! }))
    const work = (of: 'reading' | 'summing'): number => outcome.results.reduce((sum, result) => sum + result.work[of], 0)
    this.hooks.onWork?.({ reading: work('reading'), summing: work('summing') })
    return {
      outcome, features, sample, shift, rowKind,
      columns: described ? joinColumns(parts, outcome.rows, shift, decimal, this.options.dialect.decimal !== undefined, distinctNumbers) : null,
      sums: summed.length > 0 && !scales ? joinSums(parts, shiftOf({ features, shift }), classCap) : null,
      classRows: countClasses(parts),
      memoryBytes: parts.reduce((sum, { view }) => sum + view.memory.buffer.byteLength, 0)
    }
  }
}

function featureIndices({ columns, features }: PreparedFile['selected']): readonly number[] {
  const indices = new Map(columns.map(column => [column.name, column.index]))
  return features.map(name => indices.get(name)!)
}

const termsOf = ({ features, shift, rowKind }: MadePass): PassTerms => ({ features, shift, rowKind, fill: null, usedRows: null, scales: null })
const shiftOf = ({ features, shift }: Pick<MadePass, 'features' | 'shift'>): Float64Array => Float64Array.from(features, column => shift[column]!)

/** Above this n·d² to S, with d = mean − shift, sums about the shift have lost digits. */
const farthest = 100

function isNearMean({ rows, mean, scatter }: CentredMoments, shift: Float64Array): boolean {
  const variation = packedDiagonal(scatter, shift.length)
  return shift.every((value, index) => rows * (mean[index]! - value) ** 2 <= farthest * variation[index]!)
}

/** The shift of every column, that of features moved to their means; whole where it was. */
function aboutMean({ features, shift }: MadePass, { mean }: CentredMoments): Float64Array {
  const moved = shift.slice()
  features.forEach((column, index) => { moved[column] = Number.isInteger(shift[column]) && Math.abs(mean[index]!) > 1 ? Math.round(mean[index]!) : mean[index]! })
  return moved
}

function sameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}
