/**
 * The one contract between the renderer and the core process: every call with the schema of its arguments.
 * Both ends derive their types from here; the core checks every payload against it at run time.
 * Results are `Result` values; only bugs throw.
 */
import { z } from 'zod'
import { matrixKinds, type CovarianceMap } from './covarianceMap'
import type { CsvPreview, RelinkAnswer } from './importPreview'
import { delimiters, encodings, quoteSigns } from './model'
import type { BudgetCurve, Certificate, CovarianceSummary, DatasetSummary, DesignComparison, Evaluation, SpectrumSummary, WidthCurve } from './model'
import type { Result } from './problem'
import { targetOptionsSchema, type TargetAnalysis } from './target'
import { csvSourceSchema, estimatorSchema, modelledSpectrumSchema, projectDocumentSchema, type ProjectDocument } from '../project/document'

export { emptyProject, type ProjectDocument } from '../project/document'

// The renderer runs under a CSP without eval; the compiled fast path of zod needs it.
z.config({ jitless: true })

const id = z.string().min(1).max(100)
const finite = z.number().refine(Number.isFinite)

export const importOptionsSchema = z.strictObject({
  dialect: z.strictObject({
    delimiter: z.enum(delimiters).optional(),
    decimal: z.enum(['.', ',']).optional(),
    encoding: z.enum(encodings).optional(),
    header: z.boolean().optional(),
    quote: z.enum(quoteSigns).optional()
  }),
  label: z.string().max(10_000).nullable(),
  features: z.array(z.string().max(10_000)).max(100_000).readonly().nullable(),
  missing: z.enum(['drop', 'mean', 'error']),
  missingCodes: z.array(z.string().max(100)).max(100).readonly()
})

const shapeSchema = z.strictObject({ height: z.number().int().min(1), width: z.number().int().min(1), channels: z.number().int().min(1) })

/** Values that are typed by a user may be out of range: they are refused with their own problem, not as a malformed call. */
export const modelOptionsSchema = z.strictObject({
  covariance: z.strictObject({ estimator: estimatorSchema.nullable(), standardize: z.boolean() }),
  shape: shapeSchema.nullable(),
  budget: z.number(),
  noise: z.number()
})

const notation = z.string().max(1_000_000)

/** A structural path in a design (core/design/types.ts). */
const path = z.array(z.number().int().min(0)).max(1000).readonly()

const informationOrNone = finite.nullable()
const targetIntervalSchema = z.strictObject({ lower: finite, upper: informationOrNone, recommended: informationOrNone, half: informationOrNone })

const recoveryId = z.uuid()

/** What a project file held when it was opened or saved last. */
export const storedFileSchema = z.strictObject({ size: z.number().int().min(0), sha256: z.string().max(64) })
export type StoredFile = Readonly<z.infer<typeof storedFileSchema>>

/** Argument schemas, one tuple per call. */
export const coreCalls = {
  /** Read a CSV granted by main: profile, moments. A job with progress and cancel. */
  loadCsv: z.tuple([id, id, importOptionsSchema]),
  /** What the head of a CSV shows, at once; null when it is too short to show a row. A small file is read whole. */
  previewHead: z.tuple([id, importOptionsSchema]),
  /** What all rows of a CSV show, without using them. A job with progress and cancel. */
  previewCsv: z.tuple([id, id, importOptionsSchema]),
  /**
   * Compare a file with the CSV of a project: job, the data that hold the project's moments (null: none), grant of the file, what the
   * document says of its CSV. The very same bytes are linked to the data, so that rows can be read again. A job.
   */
  relinkCsv: z.tuple([id, id.nullable(), id, csvSourceSchema]),
  /** Use a modelled spectrum in place of data. */
  loadSpectrum: z.tuple([modelledSpectrumSchema]),
  /** Open a `.mmiproj` granted by main; its moments become data. A job. */
  openProject: z.tuple([id, id]),
  /**
   * Open a copy of a project (a safety copy, an earlier version) as the edited document of its original: job, the grant
   * of the copy, and that of the original (null: work that was never saved). Nothing is written. A job.
   */
  openCopy: z.tuple([id, id, id.nullable()]),
  /**
   * Write a `.mmiproj` to a file granted by main, atomically, the version it replaces kept as a backup: job, grant,
   * document, data (null: none yet), the grant that the document was opened from or saved to last (null: never), whose
   * unknown parts are carried along, and what that file held then (null: write over whatever is there). A job.
   */
  saveProject: z.tuple([id, id, projectDocumentSchema, id.nullable(), id.nullable(), storedFileSchema.nullable()]),
  /** Write the safety copy of unsaved work, in the program's own folder: its id, document, data, origin as for saving, and what to say of it. */
  writeRecovery: z.tuple([recoveryId, projectDocumentSchema, id.nullable(), id.nullable(), z.strictObject({
    name: z.string().max(300),
    changes: z.number().int().min(0),
    stored: storedFileSchema.nullable()
  })]),
  /** The work is saved or given up: its safety copy goes, also one that is still being written. */
  removeRecovery: z.tuple([recoveryId]),
  /** Forget data that no window shows any more. */
  releaseData: z.tuple([id]),
  /** Eigenvalues of Σ under the given options. */
  spectrum: z.tuple([id, modelOptionsSchema]),
  /** Σ or the correlations under the given options, by block means in at most so many rows and columns. */
  covarianceMap: z.tuple([id, modelOptionsSchema, z.enum(matrixKinds), z.number().int().min(1).max(1000)]),
  /** MMI of a design. */
  evaluate: z.tuple([id, modelOptionsSchema, notation]),
  /**
   * Make ready what the standard errors of a design need of the rows; where it was pending, `evaluate` and `budgetCurve` then
   * hold them. Reads the CSV found beside a project when nothing has been read of it yet. A job.
   */
  prepareErrors: z.tuple([id, id, modelOptionsSchema, notation]),
  /** MMI(F) over a range of budgets, `points` of them, spaced evenly or evenly in log F. */
  budgetCurve: z.tuple([id, modelOptionsSchema, notation, z.strictObject({ from: finite.min(0), to: finite.positive(), points: z.number().int().min(2).max(100_000), scale: z.enum(['linear', 'log']) })]),
  /** MMI along the units or filters of the block at a path; `points` widths at most, evenly spaced. */
  widthCurve: z.tuple([id, modelOptionsSchema, notation, path, z.strictObject({ from: finite, to: finite, points: z.number().int().min(1).max(100_000) })]),
  /** Designs side by side, each with its own answer or its own problem; with a target interval, also where each stands. */
  compareDesigns: z.tuple([id, modelOptionsSchema, z.array(notation).max(1000).readonly(), targetIntervalSchema.nullable()]),
  /**
   * The target interval of labelled data, its sentences in the unit asked for. What has to be measured from rows is measured once; a
   * change of the other options is answered at once. A job.
   */
  analyseTarget: z.tuple([id, id, targetOptionsSchema, z.enum(['nats', 'bits'])]),
  /** An information that trained weights of the design reach, beside the bound of the theory. A job. */
  certify: z.tuple([id, id, modelOptionsSchema, notation, z.strictObject({ seed: z.number().int().min(0).max(0xffff_ffff), starts: z.number().int().min(1).max(1000) })]),
  /** Stop a job; its call answers JOB_CANCELLED. */
  cancel: z.tuple([id])
} as const

/** What was read, and the handle under which core keeps it. */
export interface LoadedData {
  readonly dataId: string
  /** null for modelled spectra and for projects opened without their CSV. */
  readonly dataset: DatasetSummary | null
  readonly dimension: number
  readonly rows: number | null
  readonly droppedRows: number | null
  readonly constantColumns: readonly string[]
  /** Feature names; empty for modelled spectra. */
  readonly features: readonly string[]
  readonly label: { readonly name: string; readonly classes: readonly string[] } | null
}

export interface OpenedProject {
  readonly document: ProjectDocument
  readonly data: LoadedData | null
  /** Whether the CSV that the moments came from was found again beside the project. */
  readonly csv: 'found' | 'missing' | 'changed' | 'not-applicable'
  /** A grant to read the CSV that was found, or that stands in its place with other bytes; null when there is none. Ends with the core process. */
  readonly csvGrant: string | null
  /** The file that was read, for `saveProject` to notice a change by somebody else. */
  readonly stored: StoredFile
  readonly notes: readonly string[]
}

export interface SavedProject {
  readonly stored: StoredFile
  /** As saved: the CSV's path is relative to where the project now stands. */
  readonly document: ProjectDocument
}

export interface SpectrumAnswer {
  readonly spectrum: SpectrumSummary
  readonly covariance: CovarianceSummary
}

/** An interval and what its estimates rest on: the rows, or an earlier run over them that the project kept. */
export interface TargetAnswer {
  readonly analysis: TargetAnalysis
  readonly basis: 'rows' | 'saved'
}

/** The calls as the renderer sees them. */
export interface CoreApi {
  loadCsv(...args: z.infer<typeof coreCalls.loadCsv>): Promise<Result<LoadedData>>
  previewHead(...args: z.infer<typeof coreCalls.previewHead>): Promise<Result<CsvPreview | null>>
  previewCsv(...args: z.infer<typeof coreCalls.previewCsv>): Promise<Result<CsvPreview>>
  relinkCsv(...args: z.infer<typeof coreCalls.relinkCsv>): Promise<Result<RelinkAnswer>>
  loadSpectrum(...args: z.infer<typeof coreCalls.loadSpectrum>): Promise<Result<LoadedData>>
  openProject(...args: z.infer<typeof coreCalls.openProject>): Promise<Result<OpenedProject>>
  openCopy(...args: z.infer<typeof coreCalls.openCopy>): Promise<Result<OpenedProject>>
  saveProject(...args: z.infer<typeof coreCalls.saveProject>): Promise<Result<SavedProject>>
  writeRecovery(...args: z.infer<typeof coreCalls.writeRecovery>): Promise<Result<null>>
  removeRecovery(...args: z.infer<typeof coreCalls.removeRecovery>): Promise<Result<null>>
  releaseData(...args: z.infer<typeof coreCalls.releaseData>): Promise<Result<null>>
  spectrum(...args: z.infer<typeof coreCalls.spectrum>): Promise<Result<SpectrumAnswer>>
  covarianceMap(...args: z.infer<typeof coreCalls.covarianceMap>): Promise<Result<CovarianceMap>>
  evaluate(...args: z.infer<typeof coreCalls.evaluate>): Promise<Result<Evaluation>>
  prepareErrors(...args: z.infer<typeof coreCalls.prepareErrors>): Promise<Result<null>>
  budgetCurve(...args: z.infer<typeof coreCalls.budgetCurve>): Promise<Result<BudgetCurve>>
  widthCurve(...args: z.infer<typeof coreCalls.widthCurve>): Promise<Result<WidthCurve>>
  compareDesigns(...args: z.infer<typeof coreCalls.compareDesigns>): Promise<Result<readonly Result<DesignComparison>[]>>
  analyseTarget(...args: z.infer<typeof coreCalls.analyseTarget>): Promise<Result<TargetAnswer>>
  certify(...args: z.infer<typeof coreCalls.certify>): Promise<Result<Certificate>>
  cancel(...args: z.infer<typeof coreCalls.cancel>): Promise<Result<null>>
}

export interface JobProgress {
  readonly job: string
  /** 0 to 1; null while the total is unknown. */
  readonly fraction: number | null
  readonly rows: number
  readonly stage: 'reading' | 'moments' | 'eigenvalues' | 'errors' | 'target' | 'training' | 'writing'
}

/** What core tells a window unasked. */
export interface CoreEvents {
  progress(progress: JobProgress): void
}
