/**
 * What was measured of labelled rows for the target interval: plain data, so that a project can keep it with its seed and answer
 * every change of the cheaper options from it. All information in nats.
 */
import { z } from 'zod'
import { targetOptionsSchema } from './target'

/** The options that a measurement depends on; all others are applied afterwards. */
export const measurementOptionsSchema = targetOptionsSchema.pick({ classifier: true, folds: true, seed: true, permutations: true, refits: true })
export type MeasurementOptions = z.infer<typeof measurementOptionsSchema>

const count = z.number().int().min(0)
const finite = z.number().refine(Number.isFinite)
const share = z.number().min(0).max(1)
const estimate = z.strictObject({ value: finite, standardError: z.number().min(0).refine(Number.isFinite) })
const classCount = z.strictObject({ name: z.string(), rows: count })

/** What cross-fitted posteriors and refits say. */
const posteriorMeasuresSchema = z.strictObject({
  /** Folds made; 1 where all rows are identical. */
  folds: count,
  /** Rows that differ from each other, and how many the largest set of identical rows holds: they share a fold, unless they are more than it holds. */
  distinctRows: count,
  largestGroup: count,
  /** Not clipped to [0, Ĥ(Y)]. */
  crossFitted: estimate,
  posteriorEntropy: estimate,
  /** null with more than 5 columns. */
  ross: estimate.nullable(),
  /** log tr B ≥ I(X;Y). */
  upperCheck: finite,
  /** ρ_m by the top canonical correlation of posteriors and classes. */
  maximalCorrelation: estimate,
  /** ρ_m from the second eigenvalue of B. */
  plugIn: share,
  /** Canonical correlation of the features themselves with the classes, on the rows it was fitted to. */
  linear: share,
  /** η_KL on the posteriors. */
  contraction: share,
  pValue: share,
  /** I(Y;Ŷ) and H(Ŷ) of the classifier's decision on held-out rows. */
  decision: z.strictObject({ information: finite, entropy: finite }),
  /** δ_b at `measuredRows` rows. */
  bootstrap: share
})
export type PosteriorMeasures = z.infer<typeof posteriorMeasuresSchema>

export const targetMeasurementSchema = z.strictObject({
  options: measurementOptionsSchema,
  /** m: rows with a class in the whole data; of a sampled file, estimated from the sample. */
  rows: count,
  /** Rows with a class that the estimates rest on. */
  measuredRows: count,
  sampled: z.boolean(),
  /** Classes with at least two rows, and their rows among the measured. */
  classes: z.array(classCount),
  classesLeftOut: z.array(classCount),
  unlabelledRows: count,
  /** Features given, and the names of those that vary within no class: constant, and constant in every class but not the same in all. */
  features: count,
  constantColumns: z.array(z.string()),
  classConstantColumns: z.array(z.string()),
  /** null when there are too few classes, rows or varying columns. */
  posteriors: posteriorMeasuresSchema.nullable()
})
export type TargetMeasurement = z.infer<typeof targetMeasurementSchema>

/** The part of all options that a measurement depends on. */
export function measurementOptions({ classifier, folds, seed, permutations, refits }: MeasurementOptions): MeasurementOptions {
  return { classifier, folds, seed, permutations, refits }
}

/** Whether a measurement answers these options, so that nothing needs to be measured again. */
export function isMeasuredWith({ options }: TargetMeasurement, wanted: MeasurementOptions): boolean {
  return (
    options.classifier === wanted.classifier && options.folds === wanted.folds && options.seed === wanted.seed
    && options.permutations === wanted.permutations && options.refits === wanted.refits
  )
}
