/**
 * `project.json`: everything a project remembers except the moments. Pure data and its run-time schema.
 * Unknown keys are kept, so that a project written by a newer minor version loses nothing when saved here.
 */
import { z } from 'zod'
import { delimiters, encodings, quoteSigns } from '../api/model'
import { defaultTargetOptions, targetOptionsSchema, type TargetOptions } from '../api/target'

const finite = z.number().refine(Number.isFinite, 'must be a finite number')
const positiveInteger = z.number().int().min(1)

const dialectSchema = z.looseObject({
  delimiter: z.enum(delimiters),
  decimal: z.enum(['.', ',']),
  encoding: z.enum(encodings),
  header: z.boolean(),
  quote: z.enum(quoteSigns).optional()
})

export const modelledSpectrumSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('exponential'), rate: finite.min(0), dimension: positiveInteger.max(100_000) }),
  z.strictObject({ kind: z.literal('power'), exponent: finite.min(0), dimension: positiveInteger.max(100_000) }),
  z.strictObject({ kind: z.literal('white'), dimension: positiveInteger.max(100_000) }),
  z.strictObject({ kind: z.literal('list'), name: z.string(), values: z.array(finite.min(0)).min(1).max(100_000) })
])

export const estimatorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sample') }),
  z.strictObject({ kind: z.literal('ledoit-wolf') }),
  z.strictObject({ kind: z.literal('oas') }),
  z.strictObject({ kind: z.literal('ridge'), epsilon: finite.min(0) })
])

/** The CSV itself stays outside: remembered by path relative to the project, size and SHA-256. */
export const csvSourceSchema = z.looseObject({
  kind: z.literal('csv'),
  name: z.string().min(1),
  /** With forward slashes, relative to the project's folder; null while project and CSV share no folder tree. */
  relativePath: z.string().nullable(),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  dialect: dialectSchema,
  label: z.string().nullable(),
  features: z.array(z.string()).nullable(),
  missing: z.enum(['drop', 'mean', 'error']),
  missingCodes: z.array(z.string())
})

const spectrumSourceSchema = z.looseObject({ kind: z.literal('spectrum'), spectrum: modelledSpectrumSchema })

/** Moments computed elsewhere and opened as data. */
const momentsSourceSchema = z.looseObject({ kind: z.literal('moments'), name: z.string().min(1) })

export const designEntrySchema = z.looseObject({
  name: z.string().min(1).max(200),
  /** In the notation of the command line; empty for a diagram that nothing has been drawn in. */
  notation: z.string().max(1_000_000)
})

const shapeSchema = z.looseObject({ height: positiveInteger, width: positiveInteger, channels: positiveInteger })
const covarianceSchema = z.looseObject({ estimator: estimatorSchema.nullable(), standardize: z.boolean() })

/** Standard errors of one design under one set of options, nats; blocks and groups in reading order. */
const savedRunSchema = z.looseObject({
  notation: z.string().max(1_000_000),
  covariance: covarianceSchema,
  shape: shapeSchema.nullable(),
  budget: finite.min(0),
  noise: finite.positive(),
  standardError: finite.min(0),
  blocks: z.array(finite.min(0).nullable()).max(100_000)
})

const savedGaussianitySchema = z.looseObject({
  covariance: covarianceSchema,
  passed: z.boolean(),
  pValue: finite.min(0).max(1),
  components: z.array(z.looseObject({ skewness: finite, excessKurtosis: finite, pValue: finite.min(0).max(1) })).max(1000)
})

/** Results that needed rows: they stand for the data of this SHA-256 until the CSV is read again. */
const resultsSchema = z.looseObject({
  dataSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Σ‖z‖⁴ of the standardised rows, for Ledoit–Wolf after standardising. */
  standardizedNorm4: finite.min(0).optional(),
  /** Of the draw of the rows that the following rest on. */
  rowsSeed: z.number().int().min(0).optional(),
  standardErrors: z.array(savedRunSchema).max(1000).optional(),
  gaussian: savedGaussianitySchema.optional(),
  /** A `TargetMeasurement`; one that this version does not understand is measured again. */
  target: z.unknown().optional()
})

export const projectDocumentSchema = z.looseObject({
  source: z.discriminatedUnion('kind', [csvSourceSchema, spectrumSourceSchema, momentsSourceSchema]).nullable(),
  shape: shapeSchema.nullable(),
  covariance: covarianceSchema,
  /** Weight budget F. */
  budget: finite.min(0),
  /** Noise variance σ². */
  noise: finite.positive(),
  unit: z.enum(['nats', 'bits']),
  designs: z.array(designEntrySchema).min(1).max(1000),
  /** Index into `designs`. */
  activeDesign: z.number().int().min(0),
  /** How the target interval is estimated; absent: as it comes. */
  target: z.looseObject(targetOptionsSchema.shape).partial().optional(),
  results: resultsSchema.optional()
})

export type ProjectDocument = z.infer<typeof projectDocumentSchema>
export type ProjectSource = NonNullable<ProjectDocument['source']>
export type CsvSource = Extract<ProjectSource, { kind: 'csv' }>
export type ProjectResults = NonNullable<ProjectDocument['results']>

export { emptyProject, importOptionsOf, resultsOf, standardizedNorm4Of, withResults, withStandardizedNorm4 } from './documentValues'

/** How the document wants its target interval, defaults filled in and without whatever else a newer version may keep there. */
export function targetOptionsOf({ target }: Pick<ProjectDocument, 'target'>): TargetOptions {
  const wanted: TargetOptions = { ...defaultTargetOptions, ...withoutUndefined(target ?? {}) }
  const names = Object.keys(defaultTargetOptions) as (keyof TargetOptions)[]
  return Object.fromEntries(names.map(name => [name, wanted[name]])) as TargetOptions
}

function withoutUndefined(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
