import { describe, expect, it } from 'vitest'
import type { Evaluation } from '../../../core/api/model'
import { parseDesign } from '../../../core/design/parse'
import { walk } from '../../../core/design/paths'
import type { Design } from '../../../core/design/types'
import { fittingResults } from '../../../renderer/stores/fittingResults'
import { evaluationOf } from '../shell/fakes'

function design(notation: string): Design {
  const parsed = parseDesign(notation)
  if (!parsed.ok) throw new Error(parsed.problem.what)
  return parsed.value
}

/** Paths that keep a number when the design goes from one to the other. */
function kept(before: string, now: string): readonly string[] | null {
  const [template] = evaluationOf(1, 10).blocks
  const evaluation: Evaluation = { ...evaluationOf(1, 10), blocks: walk(design(before)).map(({ display }) => ({ ...template!, path: display })) }
  return fittingResults(evaluation, design(before), design(now))?.blocks.map(({ path }) => path) ?? null
}

describe('numbers that still stand on their blocks', () => {
  it('are all of them while the design is the one that was evaluated, whatever its labels', () => {
    expect(kept('dense(8) -> (dense(2) | dense(3)) #fan', 'dense(8) #first -> (dense(2) | dense(3))')).toEqual(['0', '1', '1.0', '1.1'])
  })

  it('are all but that of a changed block and of the groups around it', () => {
    expect(kept('dense(8) -> (dense(2) | dense(3))', 'dense(8) -> (dense(2) | dense(30))')).toEqual(['0', '1.0'])
    expect(kept('dense(8) -> dense(3)', 'conv(block=3, filters=2) -> dense(3)')).toEqual(['1'])
  })

  it('are not those of two blocks that have changed places', () => {
    expect(kept('dense(8) -> dense(3) -> dense(5)', 'dense(3) -> dense(8) -> dense(5)')).toEqual(['2'])
  })

  it('are none once a block was added, removed or regrouped', () => {
    expect(kept('dense(8) -> dense(8)', 'dense(8) -> dense(8) -> dense(8)')).toBeNull()
    expect(kept('dense(8) -> dense(8)', 'dense(8)')).toBeNull()
    expect(kept('dense(8) -> (dense(2) | dense(3))', '(dense(8) -> dense(2) | dense(3))')).toBeNull()
  })
})
