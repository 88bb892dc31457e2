/** What was chosen last in the palette, remembered on this machine. */

const key = 'palette-recent'
const most = 8

export function recentCommands(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter(id => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** Blocks are not remembered: the next design has others. */
export function rememberCommand(id: string): void {
  if (id.startsWith('block:')) return
  localStorage.setItem(key, JSON.stringify([id, ...recentCommands().filter(other => other !== id)].slice(0, most)))
}
