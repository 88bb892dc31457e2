import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { BlockEvaluation, Evaluation, GroupEvaluation, InputShape, ModelledSpectrum } from '../../../core/api/model'
import { loadCsv } from '../../../core/dataset/load'
import type { Moments } from '../../../core/dataset/moments'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { inputFor, type InputSource } from '../../../core/evaluation/input'
import { requiredPartitions, wholeInput } from '../../../core/evaluation/partition'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { Spectra } from '../../../core/evaluation/spectra'
import { runTask } from '../../../core/process/tasks'
import { referenceCases, referenceFolder, type ReferenceCase } from '../../support/reference'

const moments = new Map<string, Moments>()

beforeAll(async () => {
  for (const name of ['iris', 'ar1_6x6']) {
    const read = await loadCsv(resolve(referenceFolder, `${name}.csv`), { dialect: {}, label: 'label', features: null, missing: 'drop', missingCodes: [] })
    if (!read.ok) throw new Error(read.problem.what)
    moments.set(name, read.value.moments)
  }
})

function sourceOf({ data, spectrum }: ReferenceCase): InputSource {
  if (data) return { kind: 'moments', moments: moments.get(data)! }
  return { kind: 'spectrum', spectrum: spectrum!.startsWith('exponential') ? ({ kind: 'exponential', rate: 0.1, dimension: 100 } satisfies ModelledSpectrum) : { kind: 'power', exponent: 1, dimension: 100 } }
}

async function evaluateCase(reference: ReferenceCase): Promise<{ evaluation: Evaluation; eigenvalues: Float64Array }> {
  const [height, width, channels] = reference.shape?.split('x').map(Number) ?? []
  const shape: InputShape | null = height && width && channels ? { height, width, channels } : null
  const source = sourceOf(reference)
  const options = { estimator: reference.covariance ? { kind: reference.covariance } : null, standardize: reference.standardize ?? false }
  const model = await inputFor(source, options, null)
  if (!model.ok) throw new Error(model.problem.what)
  const prepared = prepareDesign(reference.design, { dimension: model.value.covariance.order, shape })
  if (!prepared.ok) throw new Error(prepared.problem.what)
  const spectra = new Spectra()
  const whole = wholeInput(model.value.covariance.order)
  const partitions = [whole, ...requiredPartitions(prepared.value.compiled)]
  const found = await runTask({ kind: 'decompose', model: model.value, partitions })
  if (!found.ok) throw new Error(found.problem.what)
  for (const [index, partition] of partitions.entries()) spectra.add(partition, found.value[index]!)
  const evaluation = evaluateDesign({ ...prepared.value, model: model.value, spectra, budget: reference.budget, noise: reference.noise })
  return { evaluation, eigenvalues: spectra.whole(whole).eigenvalues }
}

/** The reference is written with all digits of a double; 1e-9 is what its own program promises. */
const near = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1e-300, Math.abs(expected)))

const isLeaf = (block: BlockEvaluation | GroupEvaluation): block is BlockEvaluation => block.kind === 'dense' || block.kind === 'conv'

describe('the reference numbers', () => {
  for (const reference of referenceCases) {
    const title = `${reference.data ?? reference.spectrum} ${reference.covariance ?? ''}${reference.standardize ? ' standardised' : ''}: ${reference.design} at F = ${reference.budget}`
    it(title, async () => {
      const { evaluation, eigenvalues } = await evaluateCase(reference)
      near(evaluation.mmi.value, reference.mmi)
      const leaves = evaluation.blocks.filter(isLeaf)
      const limiting = leaves.reduce((least, leaf) => (leaf.mmi < least.mmi || (leaf.mmi === least.mmi && leaf.rank < least.rank) ? leaf : least))
      if (reference.active !== undefined) expect(limiting.active).toBe(reference.active)
      reference.layers?.forEach((layer, index) => near(leaves[index]!.mmi, layer))
      reference.breakpoints?.forEach((breakpoint, index) => near(limiting.breakpoints[index]!, breakpoint))
      if (reference.breakpoints) expect(limiting.breakpoints).toHaveLength(reference.breakpoints.length)
      if (reference.waterLevel !== undefined) near(limiting.waterLevel!, reference.waterLevel)
      reference.eigenvalues?.forEach((eigenvalue, index) => near(eigenvalues[index]!, eigenvalue))
      const group = evaluation.blocks.find(block => block.kind === 'parallel') as GroupEvaluation | undefined
      if (reference.mmi_sum_rule !== undefined) near(group!.sumRule!, reference.mmi_sum_rule)
      if (reference.joint_bound !== undefined) near(group!.jointBound!, reference.joint_bound)
    })
  }
})
