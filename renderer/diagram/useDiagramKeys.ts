/** The keyboard of the diagram: walking, editing, collapsing, zooming. Keys act only while the diagram has the focus. */
import type { DesignEdit } from '../../core/design/edits'
import { moveTarget, neighbour, type Direction } from '../../core/design/navigation'
import type { Design, Path } from '../../core/design/types'
import { newDense } from './newItems'

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

export interface DiagramKeyOptions {
  readonly design: () => Design
  /** The item that keys act on: selected, else focused. */
  readonly current: () => Path | null
  /** First and last item in reading order. */
  readonly first: () => Path | null
  readonly last: () => Path | null
  /** The item as it is shown: a collapsed group for whatever it holds. */
  readonly shown: (path: Path) => Path
  readonly select: (path: Path | null) => void
  readonly edit: (edit: DesignEdit) => void
  readonly activate: (path: Path) => void
  readonly zoom: (step: 'in' | 'out' | 'fit') => void
  readonly collapse: (path: Path, collapsed: boolean) => void
}

/** A handler for keydown that stops the keys it understands. */
export function useDiagramKeys(options: DiagramKeyOptions): (event: KeyboardEvent) => void {
  return event => {
    if (event.defaultPrevented || event.isComposing || ownsItsKeys(event.target)) return
    const handled = event.ctrlKey || event.metaKey ? command(options, event) : event.altKey ? move(options, event) : plain(options, event)
    if (!handled) return
    event.preventDefault()
    event.stopPropagation()
  }
}

function ownsItsKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, button, [contenteditable], [role="menu"]') !== null
}

function command(options: DiagramKeyOptions, event: KeyboardEvent): boolean {
  switch (event.key) {
    case '+':
    case '=':
      options.zoom('in')
      return true
    case '-':
      options.zoom('out')
      return true
    case '0':
      options.zoom('fit')
      return true
    case 'd':
    case 'D':
      return editCurrent(options, path => ({ kind: 'duplicate', path }))
    default:
      return false
  }
}

function move(options: DiagramKeyOptions, event: KeyboardEvent): boolean {
  const direction = arrows[event.key]
  if (direction === undefined) return false
  editCurrent(options, path => moveTarget(options.design(), path, direction))
  return true
}

function plain(options: DiagramKeyOptions, event: KeyboardEvent): boolean {
  const direction = arrows[event.key]
  if (direction !== undefined) return walk(options, direction)
  const path = options.current()
  switch (event.key) {
    case 'Home':
      return select(options, options.first())
    case 'End':
      return select(options, options.last())
    case 'Enter':
      if (path) options.activate(path)
      return true
    case 'Escape':
      if (!path) return false
      options.select(null)
      return true
    case 'Delete':
    case 'Backspace':
      return editCurrent(options, at => ({ kind: 'remove', path: at }))
    case '+':
    case '-':
      if (path) options.collapse(path, event.key === '-')
      return true
    default:
      return letter(options, event)
  }
}

function letter(options: DiagramKeyOptions, event: KeyboardEvent): boolean {
  const items = [newDense]
  switch (event.key.toLowerCase()) {
    case 'a':
      return insert(options, event.shiftKey)
    case 'p':
      return editCurrent(options, path => ({ kind: 'wrap-parallel', path, items, side: 'after' }))
    case 's':
      return editCurrent(options, path => ({ kind: 'wrap-series', path, items, side: 'after' }))
    case 'u':
      return editCurrent(options, path => ({ kind: 'unwrap', path }))
    default:
      return false
  }
}

/** Walks to the next item that is shown: inside a collapsed group there is nothing to stop at. */
function walk(options: DiagramKeyOptions, direction: Direction): boolean {
  const current = options.current()
  if (!current) return select(options, options.first())
  const from = options.shown(current).join('.')
  let next = neighbour(options.design(), current, direction)
  const visited = new Set<string>()
  while (next && options.shown(next).join('.') === from && !visited.has(next.join('.'))) {
    visited.add(next.join('.'))
    next = neighbour(options.design(), next, direction)
  }
  return select(options, next && options.shown(next))
}

function select(options: DiagramKeyOptions, path: Path | null): boolean {
  if (path) options.select(path)
  return true
}

function insert(options: DiagramKeyOptions, before: boolean): boolean {
  const path = options.current()
  const at = path ? [...path.slice(0, -1), (path.at(-1) ?? 0) + (before ? 0 : 1)] : [before ? 0 : options.design().items.length]
  options.edit({ kind: 'insert', at, items: [newDense] })
  return true
}

function editCurrent(options: DiagramKeyOptions, make: (path: Path) => DesignEdit | null): boolean {
  const path = options.current()
  const edit = path && make(path)
  if (edit) options.edit(edit)
  return path !== null
}
