/** The log and the diagnostics may be sent to others: they do not tell whose computer it is. */

const forms = (home: string): readonly string[] => [home, home.replaceAll('\\', '\\\\'), home.replaceAll('\\', '/'), encodeURI(home.replaceAll('\\', '/'))]

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/**
 * A text with the person's own folder written `~`, as a path, inside JSON and inside an address.
 *
 * @param home absolute path; a root folder is nobody's own and stays
 */
export function redacted(text: string, home: string): string {
  const own = [...new Set(forms(home))].filter(form => form.length > 1).toSorted((a, b) => b.length - a.length)
  if (own.length === 0) return text
  return text.replaceAll(new RegExp(`(?:${own.map(literal).join('|')})(?![\\p{L}\\p{N}_-])`, 'giu'), '~')
}
