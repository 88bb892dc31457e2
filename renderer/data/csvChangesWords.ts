/** How a CSV differs from the one a project was computed from, in words. */
import type { CsvChanges } from '../../core/api/importPreview'
import { formatCount } from '../../core/report/format'

const most = 3

/** Rows, columns and numbers, most telling first. */
export function changesInWords({ rows, removed, added, renamed, otherNumbers }: CsvChanges): readonly string[] {
  const words: string[] = []
  if (rows.before !== rows.after) words.push(`${formatCount(rows.after)} rows, there were ${formatCount(rows.before)}`)
  if (removed.length > 0) words.push(`gone: ${listed(removed)}`)
  for (const { from, to, sameNumbers } of renamed.slice(0, most)) words.push(`“${from}” seems to be “${to}” now: ${sameNumbers ? 'the same numbers' : 'the same place'}`)
  if (renamed.length > most) words.push(`${formatCount(renamed.length - most)} more columns with other names`)
  if (added.length > 0) words.push(`new: ${listed(added)}`)
  if (otherNumbers && otherNumbers.length > 0) words.push(`another mean in ${formatCount(otherNumbers.length)} ${otherNumbers.length === 1 ? 'column' : 'columns'}: ${listed(otherNumbers)}`)
  if (otherNumbers?.length === 0 && rows.before === rows.after && removed.length + added.length + renamed.length === 0) words.push('the same rows, columns and means: only the writing, or the order, differs')
  return words
}

/** What tells the one file from the other whatever they hold. */
export function fingerprintInWords({ name, bytes, sha256 }: CsvChanges): readonly string[] {
  const words: string[] = []
  words.push(bytes.before === bytes.after ? `${formatCount(bytes.after)} bytes as before` : `${formatCount(bytes.after)} bytes, there were ${formatCount(bytes.before)}`)
  words.push(`SHA-256 ${sha256.after.slice(0, 12)}…, was ${sha256.before.slice(0, 12)}…`)
  if (name.before !== name.after) words.push(`named ${name.after}, was ${name.before}`)
  return words
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, most).map(name => `“${name}”`).join(', ')
  return names.length > most ? `${shown} and ${formatCount(names.length - most)} more` : shown
}
