/** The designs of a project as a list: their names, their order, which one is shown. Pure. */
import type { ProjectDocument } from '../../core/api/contract'
import type { Design } from '../../core/design/types'

export type DesignEntry = ProjectDocument['designs'][number]

/** One design of the project, wherever it stands in the list. */
export interface ListedDesign {
  /** Tells it from all others while the window is open, whatever it is called and wherever it is moved. */
  readonly key: number
  readonly entry: DesignEntry
  readonly tree: Design
}

export interface DesignList {
  /** At least one. */
  readonly designs: readonly ListedDesign[]
  /** Index of the one that is shown. */
  readonly active: number
}

/** As many as a project file may hold. */
export const mostDesigns = 1000
const longestName = 200

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** `A` … `Z`, `AA`, `AB` …: the columns of a spreadsheet. */
function letters(index: number): string {
  const last = alphabet[index % alphabet.length] ?? ''
  return index < alphabet.length ? last : letters(Math.floor(index / alphabet.length) - 1) + last
}

/** The first of `Design A`, `Design B` … that is free, from as many on as there are designs. */
export function newDesignName(taken: readonly string[]): string {
  let index = taken.length
  while (taken.includes(`Design ${letters(index)}`)) index += 1
  return `Design ${letters(index)}`
}

/** `Wide copy`, then `Wide copy 2`; a copy of a copy counts on. */
export function copyName(name: string, taken: readonly string[]): string {
  const base = `${name.replace(/ copy(?: \d+)?$/, '').slice(0, longestName - ' copy 1000'.length)} copy`
  let count = 1
  while (taken.includes(count === 1 ? base : `${base} ${count}`)) count += 1
  return count === 1 ? base : `${base} ${count}`
}

/** What is wrong with a new name for the design at an index, as a sentence; null: nothing. */
export function nameProblem(name: string, { designs }: DesignList, index: number): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'A design needs a name.'
  if (trimmed.length > longestName) return `A name has at most ${longestName} characters.`
  return designs.some(({ entry }, other) => other !== index && entry.name === trimmed) ? `“${trimmed}” is the name of another design.` : null
}

/** A design put in at an index and shown. */
export function withDesign({ designs }: DesignList, index: number, design: ListedDesign): DesignList {
  return { designs: designs.toSpliced(index, 0, design), active: index }
}

/** A design taken out; the one after it is shown, or the last. The only one stays. */
export function withoutDesign(list: DesignList, index: number): DesignList {
  const { designs, active } = list
  if (designs.length === 1 || !designs[index]) return list
  const left = designs.toSpliced(index, 1)
  return { designs: left, active: Math.min(active > index ? active - 1 : active, left.length - 1) }
}

/** A design moved to another place in the list; the same one stays shown. */
export function withMoved(list: DesignList, from: number, to: number): DesignList {
  const moved = list.designs[from]
  const target = Math.max(0, Math.min(to, list.designs.length - 1))
  if (!moved || target === from) return list
  const shown = list.designs[list.active]
  const designs = list.designs.toSpliced(from, 1).toSpliced(target, 0, moved)
  return { designs, active: shown ? designs.indexOf(shown) : list.active }
}

/** A design with another name. */
export function withName({ designs, active }: DesignList, index: number, name: string): DesignList {
  return { designs: designs.map((design, position) => (position === index ? { ...design, entry: { ...design.entry, name: name.trim() } } : design)), active }
}
