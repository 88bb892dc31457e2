/** One budget per chain (theory.md §5): F bounds the composite map of a series, so its blocks cannot disagree. */
import type { Problem } from '../api/problem'
import type { Block, Item } from './types'

/** The budget that the blocks of a series set for their chain; null when none does. The first counts when they disagree. */
export function chainBudget(items: readonly Item[]): number | null {
  return blocksOf(items).find(({ block }) => block.budget !== undefined)?.block.budget ?? null
}

/**
 * Whether the blocks directly in a series agree on its budget; groups inside are chains of their own.
 *
 * @returns the problem with the index of the first block that disagrees, or null
 */
export function budgetConflict(items: readonly Item[]): { readonly index: number; readonly problem: Problem } | null {
  const first = chainBudget(items)
  const other = blocksOf(items).find(({ block }) => block.budget !== undefined && block.budget !== first)
  if (first === null || other === undefined) return null
  const perLayer = items.every(item => item.kind === 'dense' && item.budget !== undefined)
  const what = `its budget is ${other.block.budget}, the chain's is ${first}`
  return { index: other.index, problem: perLayer ? budgetsPerLayer(what) : conflict(what) }
}

function blocksOf(items: readonly Item[]): readonly { readonly block: Block; readonly index: number }[] {
  return items.flatMap((item, index) => (item.kind === 'parallel' ? [] : [{ block: item, index }]))
}

function budgetsPerLayer(what: string): Problem {
  return { code: 'DESIGN_BUDGETS_PER_LAYER', what, meaning: 'budgets per layer are not there yet', action: 'give one budget to the chain' }
}

function conflict(what: string): Problem {
  return {
    code: 'DESIGN_BUDGET_CONFLICT',
    what,
    meaning: 'a budget bounds the whole chain from its input to its output, so there is one per series',
    action: 'remove all budgets of the chain but one'
  }
}
