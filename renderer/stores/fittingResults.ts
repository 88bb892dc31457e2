/** Which numbers of an evaluation still stand on their blocks once the design has moved on. Pure. */
import type { Evaluation } from '../../core/api/model'
import { walk, type WalkEntry } from '../../core/design/paths'
import { printDesign } from '../../core/design/print'
import type { Design } from '../../core/design/types'

/**
 * The evaluation without the numbers that would stand on another block than the one they were computed for.
 *
 * @param evaluated the design that the evaluation belongs to
 * @param design the design on screen
 * @returns null when blocks were added, removed or regrouped: then no path means the same place in both
 */
export function fittingResults(evaluation: Evaluation, evaluated: Design, design: Design): Evaluation | null {
  const before = walk(evaluated)
  const now = walk(design)
  if (before.length !== now.length) return null
  const changed = new Set<string>()
  for (const [index, entry] of now.entries()) {
    const twin = before[index]
    if (!twin || twin.display !== entry.display) return null
    if (!isShared(twin, entry) && textOf(twin) !== textOf(entry)) changed.add(entry.display)
  }
  return changed.size === 0 ? evaluation : { ...evaluation, blocks: evaluation.blocks.filter(block => !changed.has(block.path)) }
}

/** The same object: edits share what they leave alone. */
function isShared(one: WalkEntry, other: WalkEntry): boolean {
  return one.kind === 'item' ? other.kind === 'item' && one.item === other.item : other.kind === 'series' && one.branch === other.branch
}

/** An entry in notation; a label names a block and changes no number. */
function textOf(entry: WalkEntry): string {
  return printDesign({ items: entry.kind === 'item' ? [entry.item] : entry.branch.items }).replaceAll(/\s*#[\w-]+/g, '')
}
