/** Which entry names of a zip are safe to take, and when two of them mean the same. */

/**
 * Why a name must not be taken from a zip; null for a safe one.
 * Nothing is ever unpacked to disk under these names, but a project is handed on to tools that do.
 */
export function unsafeNameReason(name: string): string | null {
  if (name === '') return 'is empty'
  if (name.includes('\0')) return 'contains a NUL character'
  if (name.includes('\\')) return 'contains a backslash'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'is an absolute path'
  const segments = name.replace(/\/$/, '').split('/')
  if (segments.includes('..')) return 'leads out of the archive with ".."'
  if (segments.includes('.') || segments.includes('')) return 'contains an empty step'
  // The zip writer keeps entries as keys of an object, where such names would change places or vanish.
  if (/^\d+$/.test(name) || name === '__proto__') return 'is reserved'
  return null
}

/** The name as the least distinguishing file system sees it: without case, accents composed. */
export function foldedName(name: string): string {
  return name.replace(/\/$/, '').normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

/** A name fit for a sentence: control characters shown as escapes, not too long. */
export function printableName(name: string): string {
  // JSON leaves DEL, C1 controls and the direction marks as they are; a terminal would obey them.
  const obeyed = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
  const escaped = JSON.stringify(name).replace(obeyed, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return escaped.length <= 80 ? escaped : `${escaped.slice(0, 77)}…"`
}
