/** Designs and made-up results for the tests of the diagram. */
import fc from 'fast-check'
import type { BlockEvaluation, Evaluation, GroupEvaluation } from '../../../core/api/model'
import { walk } from '../../../core/design/paths'
import type { Block, Design, Item, ParallelGroup } from '../../../core/design/types'

const labels = fc.option(fc.constantFrom('head', 'a_rather_long_label-that_needs_room', 'x'), { nil: undefined })

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('dense' as const), units: fc.integer({ min: 1, max: 100_000 }), activation: fc.constantFrom('linear' as const, 'relu' as const, 'leaky-relu' as const), label: labels }),
  fc.record({ kind: fc.constant('conv' as const), window: fc.record({ kind: fc.constant('block' as const), size: fc.integer({ min: 1, max: 64 }) }), filters: fc.integer({ min: 1, max: 64 }), activation: fc.constant('linear' as const), label: labels })
)

const { item } = fc.letrec<{ item: Item; group: ParallelGroup }>(tie => ({
  item: fc.oneof({ depthSize: 'small', maxDepth: 3, withCrossShrink: true }, block, tie('group')),
  group: fc.record({
    kind: fc.constant('parallel' as const),
    branches: fc.array(fc.record({
      items: fc.array(tie('item'), { minLength: 1, maxLength: 2 }),
      slice: fc.option(fc.constant({ from: 0, to: 4 }), { nil: undefined })
    }), { minLength: 2, maxLength: 3 }),
    label: labels
  })
}))

/** Any design, the empty one included. */
export const anyDesign: fc.Arbitrary<Design> = fc.record({ items: fc.array(item, { maxLength: 4 }) })

export const dense = (units: number): Item => ({ kind: 'dense', units, activation: 'relu' })

export const parallel = (...branches: readonly (readonly Item[])[]): ParallelGroup => ({ kind: 'parallel', branches: branches.map(items => ({ items })) })

/** An evaluation that gives every item the MMI that `mmiOf` says, by display path, in nats. */
export function evaluationOf(design: Design, mmiOf: (displayPath: string) => number, bottleneckStages: readonly number[] = []): Evaluation {
  const blocks = walk(design).map((entry): BlockEvaluation | GroupEvaluation => {
    const common = { path: entry.display, label: null, mmi: mmiOf(entry.display), status: 'exact' as const, reasons: [], outputs: 1, standardError: null }
    if (entry.kind === 'series') return { ...common, kind: 'series', sumRule: null, jointBound: null }
    if (entry.item.kind === 'parallel') return { ...common, kind: 'parallel', sumRule: null, jointBound: null }
    return { ...common, kind: entry.item.kind, rank: 1, active: 1, positions: 1, reads: 1, breakpoints: [], waterLevel: null, budget: 100 }
  })
  return {
    mmi: { value: 0, status: 'exact', standardError: null, standardErrorBasis: null, reasons: [] },
    standardErrorPending: false,
    bracket: null,
    bottleneck: bottleneckStages.map(String),
    bottleneckStages,
    blocks,
    input: { dimension: 4, rows: null, droppedRows: null, constantColumns: [], rank: 4, zeroEigenvalues: 0 },
    covariance: { estimator: null, shrinkage: null, standardized: false, note: null },
    gaussian: null,
    budget: 100,
    noise: 1,
    notes: []
  }
}

/** Some positive number for every path, the same in every run. */
export function anyMmi(displayPath: string): number {
  let hash = 17
  for (const character of displayPath) hash = (hash * 31 + character.charCodeAt(0)) % 1009
  return hash / 40
}
