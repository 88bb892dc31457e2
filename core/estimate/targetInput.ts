/** From rows kept beside moments to what the target interval is measured on. */
import { failure, success, type Result } from '../api/problem'
import type { Moments } from '../dataset/moments'
import type { RowSample } from '../dataset/rowSample'
import { allRows } from '../dataset/storedRows'
import type { TargetInput } from './labelledRows'
import { needsLabel, tooManyClasses } from './problems'

/**
 * @param sample drawn from the rows of these moments; its rows are used as they are, and copied only where they are not float64
 * @returns TARGET_NEEDS_LABEL without a label, or with more classes than are counted
 */
export function targetInput(moments: Moments, sample: RowSample): Result<TargetInput> {
  if (!moments.classes || !sample.classes) return failure(moments.provenance.label === null ? needsLabel : tooManyClasses(moments.provenance.label))
  return success({
    rows: allRows(sample),
    dimension: sample.dimension,
    columns: moments.columns,
    labels: sample.classes,
    classNames: moments.classes.names,
    totalRows: moments.rows,
    sampled: !sample.complete
  })
}
