/** Everything that the target interval takes from rows, measured once: the slow half of an estimate. */
import type { Classifier } from '../api/target'
import { measurementOptions, measurementOptionsSchema, type MeasurementOptions, type PosteriorMeasures, type TargetMeasurement } from '../api/targetMeasurement'
import { failure, ProblemError, success, type Result } from '../api/problem'
import { createRandom } from '../linalg/random'
import { fewestRowsPerClass } from '../theory/targetInterval'
import { bootstrapLoss } from './bootstrap'
import { crossFittedPosteriors } from './classifiers/crossFit'
import { residualScatter } from './classifiers/training'
import { contractionConstant } from './contraction'
import { classScatter, topCanonicalPair, withError } from './correlation'
import { stratifiedFolds, type Folds } from './folds'
import { decisionInformation, likelihoodInformation, posteriorEntropyInformation } from './information'
import { prepareRows, selectRows, type LabelledRows, type Selection, type TargetInput } from './labelledRows'
import { linearCorrelation } from './linearCorrelation'
import { permutationTest } from './permutation'
import { posteriorChannel } from './posteriorChannel'
import { invalidOption, needsLabel } from './problems'
import { Progress, type MeasurementHooks } from './progress'
import { mostRossColumns, rossInformation } from './ross'

const defaultFolds = 5

/**
 * Measures labelled rows. The same input and options give the same numbers. Runs without a pause: long for many rows and columns, so in
 * a thread of its own; the signal is looked at between steps.
 *
 * @param input rows as read; of a sampled file the estimates rest on the sample, and m is scaled to the whole file
 * @returns TARGET_NEEDS_LABEL when no row has a class, TARGET_OPTION_INVALID, JOB_CANCELLED
 * @throws RangeError for input that does not fit together or is not finite
 */
export function measureTarget(input: TargetInput, options: MeasurementOptions, hooks: MeasurementHooks = {}): Result<TargetMeasurement> {
  const parsed = measurementOptionsSchema.safeParse(measurementOptions(options))
  if (!parsed.success) return failure(invalidOption(parsed.error.issues[0]))
  const selection = selectRows(input)
  if (selection.unlabelled === input.labels.length) return failure(needsLabel)
  try {
    return success(measure(input, selection, parsed.data, hooks))
  } catch (error) {
    if (error instanceof ProblemError) return failure(error.problem)
    throw error
  }
}

function measure(input: TargetInput, selection: Selection, options: MeasurementOptions, hooks: MeasurementHooks): TargetMeasurement {
  const { classes, classesLeftOut, unlabelled, rowIndices } = selection
  const measuredRows = rowIndices.length
  const enough = classes.length >= 2 && measuredRows >= fewestRowsPerClass * classes.length
  const prepared = enough ? prepareRows(input, selection) : null
  const data = prepared?.data ?? null
  return {
    options,
    rows: input.sampled ? Math.max(measuredRows, Math.round((input.totalRows * measuredRows) / input.labels.length)) : measuredRows,
    measuredRows,
    sampled: input.sampled,
    classes: [...classes],
    classesLeftOut: [...classesLeftOut],
    unlabelledRows: unlabelled,
    features: input.dimension,
    constantColumns: [...(prepared?.constantColumns ?? [])],
    classConstantColumns: [...(prepared?.classConstantColumns ?? [])],
    posteriors: data && measurePosteriors(data, prepared!.classConstantColumns.length > 0, smallestClass(selection), options, hooks)
  }
}

function smallestClass({ classes }: Selection): number {
  return classes.reduce((least, { rows }) => Math.min(least, rows), Infinity)
}

/** @param givenAway whether a column that was left out is a function of the class */
function measurePosteriors(data: LabelledRows, givenAway: boolean, smallest: number, options: MeasurementOptions, hooks: MeasurementHooks): PosteriorMeasures {
  const { classifier, permutations, refits, seed } = options
  const { classes, labels, shares, order } = data
  const random = createRandom(seed)
  // a stream of its own for each use, so that one option does not change what another draws
  const streams = { folds: random.fork(), permutations: random.fork(), refits: random.fork() }
  const requested = options.folds ?? Math.min(defaultFolds, smallest)
  const withRoss = order <= mostRossColumns
  const progress = new Progress(stageCosts(data, classifier, requested, options, withRoss), hooks)

  progress.report('preparing', 0)
  const folds = stratifiedFolds(data.values, order, labels, classes, requested, streams.folds)
  const total = residualScatter(data, new Float64Array(data.rows).fill(1))
  const linear = givenAway ? 1 : linearCorrelation(data, total)
  const reusable = classifier === 'lda' ? total : null
  progress.report('cross-fitting', 0)
  const posteriors = crossFittedPosteriors(data, classifier, folds, reusable, done => progress.report('cross-fitting', done / folds.count))
  progress.report('correlations', 0)
  const correlated = withoutLastColumn(posteriors, classes)
  const pair = topCanonicalPair(classScatter(correlated, classes - 1, labels, classes))
  const channel = posteriorChannel({ posteriors, classes, weights: null }, shares)
  const pValue = permutationTest(
    correlated, classes - 1, labels, classes, pair.correlation, permutations, streams.permutations, done => progress.report('permutations', done / permutations)
  )
  progress.report('contraction', 0)
  const contraction = contractionConstant({ posteriors, classes, weights: null })
  progress.report('neighbours', 0)
  const ross = withRoss ? rossInformation(data) : null
  progress.report('refits', 0)
  const bootstrap = bootstrapLoss(data, classifier, refits, reusable, streams.refits, share => progress.report('refits', share))
  return {
    ...foldFacts(folds),
    crossFitted: likelihoodInformation(posteriors, labels, shares),
    posteriorEntropy: posteriorEntropyInformation(posteriors, labels, shares),
    ross,
    upperCheck: channel.informationBound,
    maximalCorrelation: withError(pair, correlated, classes - 1, labels, classes),
    plugIn: Math.sqrt(channel.squaredCorrelation),
    linear,
    contraction,
    pValue,
    decision: decisionInformation(posteriors, labels, classes),
    bootstrap: Math.min(1, bootstrap)
  }
}

function foldFacts({ count, distinct, largestGroup }: Folds): Pick<PosteriorMeasures, 'folds' | 'distinctRows' | 'largestGroup'> {
  return { folds: count, distinctRows: distinct, largestGroup }
}

/** Posteriors sum to 1, so the last column tells nothing that the others do not. @returns m × (K − 1) */
function withoutLastColumn(posteriors: Float64Array, classes: number): Float64Array {
  return posteriors.filter((_, at) => at % classes !== classes - 1)
}

/** Rough counts of operations, so that progress moves evenly. */
function stageCosts(
  { rows, order, classes }: LabelledRows, classifier: Classifier, folds: number, { refits, permutations }: MeasurementOptions, ross: boolean
): readonly (readonly [Parameters<Progress['report']>[0], number])[] {
  const perFit = { lda: rows * order * order, qda: rows * order * order * (1 + classes), knn: 0 }[classifier] + order ** 3
  const neighbourSearch = rows * rows * order * 4
  return [
    ['preparing', rows * order * order],
    ['cross-fitting', classifier === 'knn' ? neighbourSearch : classifier === 'lda' ? rows * order * order + folds * order ** 3 : folds * perFit],
    ['correlations', rows * classes * classes + order ** 3],
    ['permutations', permutations * rows * classes],
    ['contraction', 1000 * rows * classes],
    ['neighbours', ross ? rows * rows * order : 0],
    ['refits', classifier === 'knn' ? neighbourSearch : refits * perFit]
  ]
}
