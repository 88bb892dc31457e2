/**
 * Everything that is wrong with a design on a given input, at once and in reading order. The walk carries the layout from item to
 * item; behind a mistake it is unknown (null) and only what does not depend on it is checked, so one mistake is told once.
 */
import type { Problem } from '../api/problem'
import { budgetConflict } from './budgets'
import { inputLayout, layoutAfter, outputsOf, type DesignInput, type Layout } from './layout'
import { describeItem, displayPath } from './paths'
import type { Block, Branch, Design, Item, ParallelGroup, Path } from './types'

export interface DesignProblem {
  /** The item or branch that it is about; `[]` for the design as a whole. */
  readonly path: Path
  readonly problem: Problem
}

/**
 * Checks a design against the rules of theory.md §5 and cli.md.
 *
 * @param input dimension N0 of the diagram's input, and its shape when it is an image
 * @returns problems in reading order, none when the design can be evaluated: DESIGN_EMPTY, DESIGN_SLICE, DESIGN_DIVISIBILITY,
 * DESIGN_KERNEL_SHAPE, SHAPE_MISMATCH, DESIGN_BUDGET_CONFLICT, DESIGN_BUDGETS_PER_LAYER
 */
export function validateDesign(design: Design, input: DesignInput): readonly DesignProblem[] {
  if (design.items.length === 0) return [{ path: [], problem: empty }]
  const check = new Check(design)
  check.series(design.items, [], inputLayout(input))
  return check.problems
}

const empty: Problem = {
  code: 'DESIGN_EMPTY',
  what: 'the design is empty',
  meaning: 'there is nothing to evaluate',
  action: 'add a block, such as dense(64)'
}

class Check {
  readonly problems: DesignProblem[] = []
  readonly #design: Design

  constructor(design: Design) {
    this.#design = design
  }

  /** @returns the layout behind the series, null when unknown */
  series(items: readonly Item[], path: Path, before: Layout | null): Layout | null {
    const conflict = budgetConflict(items)
    let layout = before
    items.forEach((item, index) => {
      const itemPath = [...path, index]
      layout = item.kind === 'parallel' ? this.#group(item, itemPath, layout) : this.#block(item, itemPath, layout)
      if (conflict?.index === index) this.#report(itemPath, item, conflict.problem)
    })
    return layout
  }

  #block(block: Block, path: Path, before: Layout | null): Layout | null {
    if (block.kind === 'dense') return { kind: 'flat', outputs: block.units }
    if (before === null) return null
    const after = layoutAfter(before, block)
    if (after.ok) return after.value
    this.#report(path, block, after.problem)
    return null
  }

  #group(group: ParallelGroup, path: Path, before: Layout | null): Layout | null {
    const readsInput = before?.kind === 'input' || (before === null && this.#mayReadInput(path))
    const layouts = group.branches.map((branch, index) => this.#branch(branch, [...path, index], before, readsInput))
    return layouts.reduce<Layout | null>(
      (sum, layout) => (sum?.kind === 'flat' && layout ? { kind: 'flat', outputs: sum.outputs + outputsOf(layout) } : null),
      { kind: 'flat', outputs: 0 }
    )
  }

  /** Whether only first items lead to a group: behind a bad slice the layout is unknown, but the input is still what is read. */
  #mayReadInput(path: Path): boolean {
    return path.every((step, position) => position % 2 === 1 || step === 0)
  }

  #branch(branch: Branch, path: Path, before: Layout | null, readsInput: boolean): Layout | null {
    return this.series(branch.items, path, branch.slice ? this.#sliced(branch, path, before, readsInput) : before)
  }

  #sliced({ slice }: Branch, path: Path, before: Layout | null, readsInput: boolean): Layout | null {
    if (!slice) return before
    if (!readsInput) {
      this.#reportSlice(path, misplacedSlice)
      return null
    }
    if (before?.kind !== 'input') return null
    if (slice.to > before.dimension) {
      this.#reportSlice(path, sliceBeyond(slice.to, before.dimension))
      return null
    }
    return { kind: 'input', dimension: slice.to - slice.from, shape: null, sliced: true }
  }

  #report(path: Path, item: Item, problem: Problem): void {
    const name = item.label === undefined ? describeItem(item) : `${describeItem(item)} "${item.label}"`
    this.problems.push({ path, problem: { ...problem, what: `${name} at ${displayPath(this.#design, path)}: ${problem.what}` } })
  }

  #reportSlice(path: Path, problem: Problem): void {
    this.problems.push({ path, problem: { ...problem, what: `branch ${displayPath(this.#design, path)}: ${problem.what}` } })
  }
}

const misplacedSlice: Problem = {
  code: 'DESIGN_SLICE',
  what: 'a slice stands where the group does not read the input of the diagram',
  meaning: 'columns can only be chosen from the input itself',
  action: 'remove the slice, or put the group first'
}

function sliceBeyond(to: number, dimension: number): Problem {
  return {
    code: 'DESIGN_SLICE',
    what: `the slice ends at column ${to}, its input has ${dimension} columns`,
    meaning: 'there are no such columns to read',
    action: `let it end at ${dimension} or before`
  }
}
