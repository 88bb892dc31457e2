/** Columns by name: how they are named, and what `label` and `features` refer to. */
import type { Problem } from '../api/problem'
import { failure, success, type Result } from '../api/problem'
import { listed, quoted } from './wording'

/**
 * Column names from the first record. Without a header, and where the header is empty, `column_3` (0-based);
 * a name that repeats gets ` (2)`, ` (3)` ….
 */
export function nameColumns(first: readonly string[], header: boolean): { readonly names: readonly string[]; readonly repeated: readonly string[] } {
  const given = first.map((field, index) => (header && field.trim() !== '' ? field.trim() : `column_${index}`))
  const taken = new Set<string>()
  const all = new Set(given)
  const repeated: string[] = []
  const names = given.map(name => {
    let unique = name
    for (let number = 2; taken.has(unique) || (unique !== name && all.has(unique)); number++) unique = `${name} (${number})`
    if (unique !== name) repeated.push(unique)
    taken.add(unique)
    return unique
  })
  return { names, repeated }
}

/** Columns chosen by `label` and `features`, as indices; `features` null: every numeric one but the label. */
export interface ChosenColumns {
  readonly label: number | null
  readonly features: readonly number[] | null
}

/**
 * Resolves names, else 0-based indices, and ranges `a:b` (end exclusive). A name wins over an index that looks the same.
 *
 * @returns CSV_COLUMN_UNKNOWN, or CSV_LABEL_IS_FEATURE
 */
export function chooseColumns(names: readonly string[], label: string | null, features: readonly string[] | null, file: string): Result<ChosenColumns> {
  let labelIndex: number | null = null
  if (label !== null) {
    const found = findColumn(names, label)
    if (found === null) return failure(unknownColumn(names, label, file))
    labelIndex = found
  }
  if (features === null) return success({ label: labelIndex, features: null })
  const chosen = new Set<number>()
  for (const reference of features) {
    const found = findColumns(names, reference)
    if (!found) return failure(unknownColumn(names, reference, file))
    for (const index of found) chosen.add(index)
  }
  if (labelIndex !== null && chosen.has(labelIndex)) return failure(labelIsFeature(names[labelIndex]!, file))
  return success({ label: labelIndex, features: [...chosen] })
}

function findColumn(names: readonly string[], reference: string): number | null {
  const named = names.indexOf(reference.trim())
  if (named >= 0) return named
  const index = /^\d+$/.test(reference.trim()) ? Number(reference) : -1
  return index >= 0 && index < names.length ? index : null
}

function findColumns(names: readonly string[], reference: string): readonly number[] | null {
  const single = findColumn(names, reference)
  if (single !== null) return [single]
  const range = /^(\d+):(\d+)$/.exec(reference.trim())
  if (!range) return null
  const [from, to] = [Number(range[1]), Number(range[2])]
  return from < to && to <= names.length ? Array.from({ length: to - from }, (_, index) => from + index) : null
}

function unknownColumn(names: readonly string[], reference: string, file: string): Problem {
  const near = nearNames(names, reference)
  const isIndex = /^\d+(:\d+)?$/.test(reference.trim())
  const similar = near.length > 0 ? `near names are ${near.map(quoted).join(', ')}` : `the columns are ${listed(names.map(quoted))}`
  const known = isIndex ? `the columns are 0 to ${names.length - 1}` : similar
  return {
    code: 'CSV_COLUMN_UNKNOWN', what: `there is no column ${quoted(reference)}`, meaning: `${known}; nothing was read`,
    action: 'choose a header name, a 0-based index, or for features a range a:b', place: { file }
  }
}

function labelIsFeature(name: string, file: string): Problem {
  return {
    code: 'CSV_LABEL_IS_FEATURE',
    what: `the label ${quoted(name)} is also named as a feature`,
    meaning: 'a label among its own features would be predicted by itself; nothing was read',
    action: 'leave it out of the features', place: { file, column: name }
  }
}

/** Up to three names that differ from the text by few letters, nearest first. */
function nearNames(names: readonly string[], text: string): readonly string[] {
  const wanted = text.trim().toLowerCase()
  const tolerance = Math.max(1, Math.floor(wanted.length / 3))
  return names
    .slice(0, 10_000)
    .map(name => ({ name, distance: isPartOf(wanted, name.toLowerCase()) ? 1 : editDistance(wanted, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name)
}

function isPartOf(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a))
}

/** Levenshtein's distance of the first 100 characters. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: Math.min(b.length, 100) + 1 }, (_, index) => index)
  for (const [row, letter] of [...a.slice(0, 100)].entries()) {
    const current = [row + 1]
    for (let column = 1; column < previous.length; column++) {
      const replaced = previous[column - 1]! + (b[column - 1] === letter ? 0 : 1)
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1))
    }
    previous = current
  }
  return previous.at(-1) ?? 0
}
