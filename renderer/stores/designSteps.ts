/** What can be done to the list of designs, each one step to undo. */
import type { Command } from './history'
import { copyName, mostDesigns, nameProblem, newDesignName, withDesign, withMoved, withName, withoutDesign, type DesignList } from './designList'

interface DesignStepsOptions {
  readonly list: () => DesignList
  readonly put: (list: DesignList) => void
  readonly record: (command: Command) => void
  readonly announce: (text: string) => void
  readonly newKey: () => number
}

export interface DesignSteps {
  /** An empty design at the end, shown. */
  addDesign(): void
  /** A copy right after a design, shown. */
  duplicateDesign(index: number): void
  /** @returns what is wrong with the name, as a sentence; null once it is taken */
  renameDesign(index: number, name: string): string | null
  /** To another place in the list; past its ends: to the end. */
  moveDesign(from: number, to: number): void
  /** The only design of a project stays. */
  removeDesign(index: number): void
}

export function designSteps({ list, put, record, announce, newKey }: DesignStepsOptions): DesignSteps {
  const namesIn = ({ designs }: DesignList): readonly string[] => designs.map(({ entry }) => entry.name)

  function step(label: string, before: DesignList, after: DesignList): void {
    if (after === before) return
    put(after)
    announce(label)
    record({ label, mergeKey: null, undo: () => put(before), redo: () => put(after) })
  }

  function addDesign(): void {
    const before = list()
    const { length } = before.designs
    if (length >= mostDesigns) return
    const name = newDesignName(namesIn(before))
    step(`Add ${name}`, before, withDesign(before, length, { key: newKey(), entry: { name, notation: '' }, tree: { items: [] } }))
  }

  function duplicateDesign(index: number): void {
    const before = list()
    const original = before.designs[index]
    if (!original || before.designs.length >= mostDesigns) return
    const name = copyName(original.entry.name, namesIn(before))
    step(`Duplicate ${original.entry.name}`, before, withDesign(before, index + 1, { ...original, key: newKey(), entry: { ...original.entry, name } }))
  }

  function renameDesign(index: number, name: string): string | null {
    const before = list()
    const problem = nameProblem(name, before, index)
    const old = before.designs[index]?.entry.name
    if (problem !== null || old === undefined || old === name.trim()) return problem
    step(`Rename ${old} to ${name.trim()}`, before, withName(before, index, name))
    return null
  }

  function moveDesign(from: number, to: number): void {
    const before = list()
    const { length } = before.designs
    const place = Math.max(0, Math.min(to, length - 1)) + 1
    step(`Move ${before.designs[from]?.entry.name ?? ''} to place ${place} of ${length}`, before, withMoved(before, from, to))
  }

  function removeDesign(index: number): void {
    const before = list()
    step(`Delete ${before.designs[index]?.entry.name ?? ''}`, before, withoutDesign(before, index))
  }

  return { addDesign, duplicateDesign, renameDesign, moveDesign, removeDesign }
}
