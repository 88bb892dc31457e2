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

/** Signs are matched as they are typed: which of them need Shift is the keyboard's business. */
const signs = /^[^\p{L}\p{N}]$/u

/** Whether a key event is one of the diagram's keys. */
export function matchesDiagramKey(event: KeyPress, key: string, mac: boolean): boolean {
  // `CmdOrCtrl++` ends with the key that also joins.
  const spelled = key.replace(/\+\+$/, '+Plus').replace(/^\+$/, 'Plus')
  const named = spelled.split('+').at(-1) ?? ''
  const sign = keyNames[named] ?? named
  // Field by field: what a real event tells stands on its prototype, and a copy would be empty.
  const { key: pressed, ctrlKey, metaKey, altKey, shiftKey } = event
  return matchesAccelerator({ key: pressed, ctrlKey, metaKey, altKey, shiftKey: shiftKey && !signs.test(sign) }, spelled, mac)
}

const shownKeys: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Delete: 'Del', Escape: 'Esc', Plus: '+', '-': '−' }

const macSymbols: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Cmd: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥' }

/** `Ctrl+Shift+S`, or `⇧⌘S` on a Mac. */
export function describeAccelerator(accelerator: string, mac: boolean): string {
  const parts = accelerator.replace(/\+\+$/, '+Plus').replace(/^\+$/, 'Plus').split('+')
  const last = parts.pop() ?? ''
  const key = shownKeys[last] ?? last
  if (!mac) return [...parts.map(part => part === 'CmdOrCtrl' ? 'Ctrl' : part), key].join('+')
  return [...parts.map(part => macSymbols[part] ?? part).toReversed(), key].join('')
}

export function isMac(): boolean {
  return /Mac/.test(navigator.userAgent)
}
