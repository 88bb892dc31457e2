/** Names that are taken: what is put into a design keeps its labels only where they stay unique. */
import { walk } from './paths'
import type { Design, Item } from './types'

/** The labels of a design. */
export function labelsOf(design: Design): ReadonlySet<string> {
  return new Set(walk(design).flatMap(entry => (entry.kind === 'item' && entry.item.label !== undefined ? [entry.item.label] : [])))
}

/** Items from a clipboard: what was cut keeps its labels, a copy beside its original loses those that the design already has. */
export function withoutTakenLabels(items: readonly Item[], design: Design): readonly Item[] {
  const taken = labelsOf(design)
  const freed = (item: Item): Item => {
    const { label, ...unnamed } = item
    const bare: Item = label !== undefined && taken.has(label) ? unnamed : item
    if (bare.kind !== 'parallel') return bare
    return { ...bare, branches: bare.branches.map(branch => ({ ...branch, items: branch.items.map(freed) })) }
  }
  return items.map(freed)
}
