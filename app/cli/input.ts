/** The input of eval and curve: a project, a CSV, a moments file or a modelled spectrum, with the model's options around it. */
import type { CovarianceOptions, DatasetSummary, InformationUnit, InputShape, ModelledSpectrum, ModelOptions } from '../../core/api/model'
import { failure, success, type Problem, type Result } from '../../core/api/problem'
import type { LoadProgress } from '../../core/dataset/hooks'
import { loadCsv } from '../../core/dataset/load'
import type { Moments } from '../../core/dataset/moments'
import { standardizedNorm4OfSample } from '../../core/dataset/norm4'
import type { RowSample, SampleRequest } from '../../core/dataset/rowSample'
import { inputFor } from '../../core/evaluation/input'
import type { EvaluationInput } from '../../core/evaluation/evaluate'
import type { InputModel } from '../../core/evaluation/inputModel'
import { requiredPartitions, wholeInput } from '../../core/evaluation/partition'
import { checkModel, prepareDesign, type PreparedDesign } from '../../core/evaluation/prepare'
import { Spectra } from '../../core/evaluation/spectra'
import type { SufficientComponents } from '../../core/evaluation/sufficientComponents'
import { startHelpers } from '../../core/kernels/helperThreads'
import { loadTasks, runTask } from '../../core/process/tasks'
import type { ProjectDocument, ProjectResults } from '../../core/project/document'
import { emptyProject, resultsOf } from '../../core/project/documentValues'
import { readFileWhole } from '../../core/project/fileBytes'
import { estimatorOption, importOptions, listOption, numberOption, shapeOption, unitOption } from './optionValues'
import { progressLine } from './output'
import { readingProgress } from './readingProgress'
import { errorSource } from './rowErrors'
import { spectrumOption } from './spectrumOption'
import { usageProblem, type Options } from './usage'

/** X as it was given: moments of data, or a spectrum in their place. */
export type Source =
  | {
      readonly kind: 'moments'
      readonly moments: Moments
      /** Of the CSV and where it is; null for moments and projects. */
      readonly dataset: DatasetSummary | null
      readonly path: string | null
      /** Rows kept of the CSV, or beside the moments; null for projects, which hold none. */
      readonly sample: RowSample | null
      /** What a project kept of an earlier run over the rows. */
      readonly results: ProjectResults | null
      /** Where the project is that they came from, beside which its CSV is looked for; null for other sources. */
      readonly project: string | null
    }
  | { readonly kind: 'spectrum'; readonly spectrum: ModelledSpectrum }

export interface CommandInput {
  readonly source: Source
  /** The project's own settings, or the defaults, with the options laid over them. */
  readonly document: ProjectDocument
  readonly model: ModelOptions
  readonly unit: InformationUnit
  /** Further texts that meant missing when the CSV was read. */
  readonly missingCodes: readonly string[]
  /** In the notation; empty when neither the options nor the project name one. */
  readonly notation: string
}

const sourceOptions = ['data', 'moments', 'spectrum'] as const
const csvOnly = ['label', 'features', 'missing', 'missing-code', 'delimiter', 'decimal', 'encoding', 'header', 'no-header'] as const

/** What becomes of the data: an answer and nothing else, or a file that names their bytes by SHA-256. */
type Purpose = 'answer' | 'file'

/** Read what the options and the operand name. */
export async function readInput(options: Options, operand: string | undefined, purpose: Purpose): Promise<Result<CommandInput>> {
  const given = [...sourceOptions.filter(name => options.values[name] !== undefined).map(name => `--${name}`), ...(operand === undefined ? [] : [operand])]
  if (given.length === 0) return failure(usageProblem('no input is named: a project, --data, --moments or --spectrum'))
  if (given.length > 1) return failure(usageProblem(`${given.join(' and ')} are given: one input at a time`))
  const stray = options.values['data'] === undefined && csvOnly.find(name => options.values[name] !== undefined || options.flags.has(name))
  if (stray) return failure(usageProblem(`--${stray} is for reading a CSV, and no --data is given`))
  const project = operand === undefined ? success(null) : await readProjectInput(operand)
  if (!project.ok) return project
  const source = project.value ? success(project.value.source) : await readSource(options, purpose)
  if (!source.ok) return source
  const settings = readSettings(options, project.value?.document ?? emptyProject(), source.value)
  return settings.ok ? success({ source: source.value, ...settings.value }) : settings
}

async function readSource(options: Options, purpose: Purpose): Promise<Result<Source>> {
  const { data, moments, spectrum } = options.values
  if (data !== undefined) return readCsvSource(data, options, purpose)
  if (moments !== undefined) {
    // what opens archives waits until there is one
    const { readMomentsFile } = await import('../../core/project/momentsFile')
    const read = await readMomentsFile(moments)
    return read.ok ? success({ kind: 'moments', ...read.value, dataset: null, path: null, results: null, project: null }) : failure(atPath(read.problem, moments))
  }
  const modelled = await spectrumOption(spectrum ?? '')
  return modelled.ok ? success({ kind: 'spectrum', spectrum: modelled.value }) : modelled
}

/** The files that the options name as input. */
export function inputFiles({ values }: Options): readonly (string | undefined)[] {
  return [values['data'], values['moments'], values['spectrum']?.startsWith('file:') ? values['spectrum'].slice('file:'.length) : undefined]
}

/** Read a CSV with progress on a terminal. @param request how many rows to keep, and how they are drawn */
export async function readCsvSource(path: string, options: Options, purpose: Purpose, request?: SampleRequest): Promise<Result<Extract<Source, { kind: 'moments' }>>> {
  const how = importOptions(options)
  if (!how.ok) return how
  const progress = progressLine()
  let stage: LoadProgress['stage'] = 'reading'
  let began = performance.now()
  const reading = loadCsv(path, how.value, {
    onProgress: now => {
      if (now.stage !== stage) [stage, began] = [now.stage, performance.now()]
      progress.show(readingProgress(now, (performance.now() - began) / 1000))
    },
    // what is standardised may be read again, and has to be the same then
    hashed: purpose === 'file' || options.flags.has('standardize'),
    distinctNumbers: false,
    // while moments are put together, threads start that eigenvalues will want
    onFeatures: startHelpers
  }, request)
  // other threads read: this one has the time to load what comes after
  void loadTasks(['decompose', 'errors'])
  const read = await reading
  progress.end()
  if (!read.ok) return failure(atPath(read.problem, path))
  const { moments, summary, sample } = read.value
  return success({ kind: 'moments', moments, dataset: summary, path, sample, results: null, project: null })
}

async function readProjectInput(path: string): Promise<Result<{ source: Source; document: ProjectDocument }>> {
  const file = await readFileWhole(path)
  if (!file.ok) return file
  const { readProject } = await import('../../core/project/open')
  const project = await readProject(file.value.bytes)
  if (!project.ok) return failure(atPath(project.problem, path))
  const { document, moments } = project.value
  if (moments) return success({ source: { kind: 'moments', moments, dataset: null, path: null, sample: null, results: resultsOf(document), project: path }, document })
  if (document.source?.kind === 'spectrum') return success({ source: { kind: 'spectrum', spectrum: document.source.spectrum }, document })
  return failure({
    code: 'PROJECT_DATA_NOT_FOUND',
    what: 'the project holds no data and no spectrum',
    meaning: 'there is nothing to evaluate its designs on',
    action: 'open it in the workbench and choose its data, or name them with --data and --design',
    place: { file: path }
  })
}

/** The same problem, saying in which file it is, as the user named it. */
export function atPath(problem: Problem, file: string): Problem {
  return { ...problem, place: { ...problem.place, file } }
}

/** What the user should know of the data that were read: columns left out, rows dropped, values replaced. */
export function dataNotes(source: Source): readonly string[] {
  return source.kind === 'moments' ? (source.dataset?.notes ?? []) : []
}

function readSettings(options: Options, document: ProjectDocument, source: Source): Result<Omit<CommandInput, 'source'>> {
  const budget = numberOption(options, 'budget')
  if (!budget.ok) return budget
  const noise = numberOption(options, 'noise')
  if (!noise.ok) return noise
  const unit = unitOption(options)
  if (!unit.ok) return unit
  const shape = readShape(options, document, source)
  if (!shape.ok) return shape
  const covariance = readCovariance(options, document, source)
  if (!covariance.ok) return covariance
  const checked = checkModel(budget.value ?? document.budget, noise.value ?? document.noise)
  if (!checked.ok) return checked
  const settings: ProjectDocument = {
    ...document,
    budget: budget.value ?? document.budget,
    noise: noise.value ?? document.noise,
    unit: unit.value ?? document.unit,
    shape: shape.value && { ...shape.value },
    covariance: { ...document.covariance, ...covariance.value }
  }
  return success({
    document: settings,
    model: { budget: settings.budget, noise: settings.noise, shape: shape.value, covariance: covariance.value },
    unit: settings.unit,
    missingCodes: listOption(options, 'missing-code') ?? [],
    notation: options.values['design'] ?? document.designs[document.activeDesign]?.notation ?? ''
  })
}

function readShape(options: Options, document: ProjectDocument, source: Source): Result<InputShape | null> {
  const option = shapeOption(options)
  if (!option.ok) return option
  const shape = option.value ?? document.shape
  if (!shape) return success(null)
  const product = shape.height * shape.width * shape.channels
  const dimension = dimensionOf(source)
  if (product === dimension) return success({ height: shape.height, width: shape.width, channels: shape.channels })
  return failure({
    code: 'SHAPE_MISMATCH',
    what: `the shape ${shape.height}x${shape.width}x${shape.channels} has ${product} inputs, the data have ${dimension}`,
    meaning: 'no pixel can be told from another',
    action: 'give a shape whose product is the number of inputs, or choose the features'
  })
}

function readCovariance(options: Options, document: ProjectDocument, source: Source): Result<CovarianceOptions> {
  const estimator = estimatorOption(options)
  if (!estimator.ok) return estimator
  const standardize = options.flags.has('standardize')
  if (source.kind === 'spectrum' && (estimator.value || standardize)) {
    return failure(usageProblem(`${estimator.value ? '--covariance' : '--standardize'} needs data: a modelled spectrum is not estimated`))
  }
  return success({ estimator: estimator.value ?? document.covariance.estimator, standardize: standardize || document.covariance.standardize })
}

export function dimensionOf(source: Source): number {
  if (source.kind === 'moments') return source.moments.columns.length
  return source.spectrum.kind === 'list' ? source.spectrum.values.length : source.spectrum.dimension
}

/** How much of each spectrum an answer on a design rests on; null: on all of it. */
export type Rests = (prepared: PreparedDesign) => SufficientComponents | null

const onAll: Rests = () => null

/** Everything that evaluation needs, computed in this thread. @param rests leaves out the rest of large spectra */
export async function evaluationInput(input: CommandInput, rests: Rests = onAll): Promise<Result<EvaluationInput>> {
  const prepared = prepareDesign(input.notation, { dimension: dimensionOf(input.source), shape: input.model.shape })
  if (!prepared.ok) return prepared
  const shared = await sharedInput(input)
  return shared.ok ? withDesign(input, shared.value, prepared.value, rests) : shared
}

/** What every design on one input shares. */
export interface SharedInput {
  readonly model: InputModel
  /** Grows with what the designs need. */
  readonly spectra: Spectra
}

export async function sharedInput(input: CommandInput): Promise<Result<SharedInput>> {
  const known = input.source.kind === 'moments' && input.model.covariance.standardize ? knownNorm4(input.source) : null
  const model = await inputFor(input.source, input.model.covariance, rowsAgain(input), known)
  return model.ok ? success({ model: model.value, spectra: new Spectra() }) : model
}

/** @param prepared of `input.notation` */
export async function withDesign(input: CommandInput, { model, spectra }: SharedInput, prepared: PreparedDesign, rests: Rests = onAll): Promise<Result<EvaluationInput>> {
  const sufficient = (errorsRestOnAll(input.source, model) ? null : rests(prepared)) ?? new Map<string, number>()
  const partitions = spectra.missing([wholeInput(model.covariance.order), ...requiredPartitions(prepared.compiled)], sufficient)
  const found = await runTask({ kind: 'decompose', model, partitions, sufficient })
  if (!found.ok) return found
  for (const [index, partition] of partitions.entries()) spectra.add(partition, found.value[index]!)
  const errors = await errorSource(input, { compiled: prepared.compiled, model, spectra })
  return errors.ok ? success({ ...prepared, model, spectra, budget: input.model.budget, noise: input.model.noise, errors: errors.value }) : errors
}

/** Without rows, what shrinkage does to the smallest eigenvalues is part of a standard error. */
function errorsRestOnAll(source: Source, { summary }: InputModel): boolean {
  return summary.shrinkage !== null && (source.kind !== 'moments' || source.sample === null)
}

/** Σ‖z‖⁴ of the standardised rows without another look at the file: kept by a project, or from the kept rows when these are all. */
function knownNorm4({ results, sample, moments }: Extract<Source, { kind: 'moments' }>): number | null {
  return results?.standardizedNorm4 ?? (sample && standardizedNorm4OfSample(sample, moments))
}

/** Σ‖z‖⁴ of the standardised rows: known, or found by a second pass over the CSV. */
export function rowsAgain({ source, missingCodes }: Pick<CommandInput, 'source' | 'missingCodes'>): (() => Promise<Result<number>>) | null {
  if (source.kind !== 'moments') return null
  const { path, dataset, moments } = source
  const known = knownNorm4(source)
  if (known !== null) return () => Promise.resolve(success(known))
  if (!dataset || path === null) return null
  return () => runTask({ kind: 'standardized-norm4', path, summary: dataset, moments, missingCodes })
}
