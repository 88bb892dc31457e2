import type { CovarianceOptions, ImportOptions } from '../../../core/api/model'
import { loadCsv } from '../../../core/dataset/load'
import { budgetCurve } from '../../../core/evaluation/curve'
import { inputFor } from '../../../core/evaluation/input'
import { requiredPartitions, wholeInput } from '../../../core/evaluation/partition'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { Spectra } from '../../../core/evaluation/spectra'
import { decomposeAll } from '../../../core/process/decomposition'
import { must } from '../../support/evaluate'

const options: ImportOptions = { dialect: {}, label: null, features: null, missing: 'drop', missingCodes: [] }
const covariance: CovarianceOptions = { estimator: { kind: 'sample' }, standardize: false }

/** Neither hashed nor counted for anybody who keeps or looks at the data. */
const asOnTheCommandLine = { hashed: false, distinctNumbers: false }

/** Seconds of each step from a CSV to a curve of 200 budgets. Of one pass that does both, reading and moments have the shares that they have of its threads' time. */
export async function measureParts(file: string): Promise<{ readonly seconds: number; readonly parts: Readonly<Record<string, number>> }> {
  const begin = performance.now()
  let work = { reading: 0, summing: 0 }
  const { moments } = must(await loadCsv(file, options, {
    ...asOnTheCommandLine,
    onWork: ({ reading, summing }) => { work = { reading: work.reading + reading, summing: work.summing + summing } }
  }))
  const loaded = performance.now()
  const model = must(await inputFor({ kind: 'moments', moments }, covariance, null, null))
  const prepared = must(prepareDesign('dense(50)', { dimension: model.covariance.order, shape: null }))
  const estimated = performance.now()
  const partitions = [...new Map([wholeInput(model.covariance.order), ...requiredPartitions(prepared.compiled)].map(partition => [partition.key, partition])).values()]
  const found = must(await decomposeAll(model, partitions, {}))
  const decomposed = performance.now()
  const spectra = new Spectra()
  for (const [index, partition] of partitions.entries()) spectra.add(partition, found[index]!)
  budgetCurve({ ...prepared, model, spectra, budget: 100, noise: 1, errors: { influences: null, rowsReachable: false, saved: null } }, { from: 0.01, to: 10_000, points: 200, scale: 'log' })
  const end = performance.now()
  const seconds = (from: number, to: number): number => (to - from) / 1000
  const summing = work.summing / (work.reading + work.summing || 1)
  return {
    seconds: seconds(begin, end),
    parts: {
      read: seconds(begin, loaded) * (1 - summing),
      moments: seconds(begin, loaded) * summing,
      covariance: seconds(loaded, estimated),
      eigenvalues: seconds(estimated, decomposed),
      curve: seconds(decomposed, end)
    }
  }
}
