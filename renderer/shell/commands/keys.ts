/** Accelerators: from Electron's spelling to key events and to what a keyboard shows. */

const keyNames: Readonly<Record<string, string>> = { Plus: '+', Space: ' ', Delete: 'Delete' }

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** Whether a key event is the accelerator. @param mac Cmd instead of Ctrl */
export function matchesAccelerator(event: KeyPress, accelerator: string, mac: boolean): boolean {
  const parts = accelerator.split('+')
  const key = parts.pop() ?? ''
  const has = (modifier: string): boolean => parts.includes(modifier)
  const control = has('Ctrl') || (has('CmdOrCtrl') && !mac)
  const meta = has('Cmd') || (has('CmdOrCtrl') && mac)
  // Where + needs Shift, = is its key without it: all of them enlarge, as in browsers.
  if (key === 'Plus') return event.ctrlKey === control && event.metaKey === meta && event.altKey === has('Alt') && ['+', '='].includes(event.key)
  return event.ctrlKey === control && event.metaKey === meta && event.shiftKey === has('Shift') && event.altKey === has('Alt')
    && event.key.toLowerCase() === (keyNames[key] ?? key).toLowerCase()
}

const macSymbols: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Cmd: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥' }

/** `Ctrl+Shift+S`, or `⇧⌘S` on a Mac. */
export function describeAccelerator(accelerator: string, mac: boolean): string {
  const parts = accelerator.split('+')
  const last = parts.pop() ?? ''
  const key = last === 'Plus' ? '+' : last
  if (!mac) return [...parts.map(part => part === 'CmdOrCtrl' ? 'Ctrl' : part), key].join('+')
  return [...parts.map(part => macSymbols[part] ?? part).toReversed(), key].join('')
}

export function isMac(): boolean {
  return /Mac/.test(navigator.userAgent)
}
