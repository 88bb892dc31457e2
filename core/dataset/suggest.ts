/** Which column looks like the label: a suggestion for the window, never a decision. */
import type { ColumnProfile } from '../api/model'

const usualNames: readonly string[] = ['label', 'class', 'target', 'species', 'y']
const mostClasses = 50

/** Name of the column that is probably the label: one with a usual name, else a text column with few distinct values; null without one. */
export function suggestLabel(columns: readonly ColumnProfile[]): string | null {
  const varied = columns.flatMap(({ name, type, distinct }) => (distinct !== null && distinct >= 2 ? [{ name, type, distinct }] : []))
  for (const name of usualNames) {
    const named = varied.find(column => column.name.toLowerCase() === name && (column.type === 'text' || column.distinct <= mostClasses))
    if (named) return named.name
  }
  return varied.find(column => column.type === 'text' && column.distinct <= mostClasses)?.name ?? null
}
