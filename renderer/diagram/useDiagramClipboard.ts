/**
 * Copy, cut and paste in the diagram and its outline. The clipboard carries notation, so a subtree can be pasted into a message or
 * from a paper. The page's own events need no permission: the system raises them for its keys and its Edit menu.
 */
import { withoutTakenLabels } from '../../core/design/labels'
import { isItemPath } from '../../core/design/paths'
import { parseSeries } from '../../core/design/parse'
import { describeItems } from '../../core/design/editOutcome'
import { printItems } from '../../core/design/print'
import type { Path } from '../../core/design/types'
import { useDiagram } from '../stores/diagram'
import { useNotices } from '../stores/notices'
import { useProject } from '../stores/project'

/** No design is longer; a whole file pasted by mistake is not read to its end. */
const longest = 500_000

export function useDiagramClipboard() {
  const project = useProject()
  const diagram = useDiagram()
  const notices = useNotices()

  /** Without a selected text Chromium offers to copy only where a page says that it would. */
  function offer(event: ClipboardEvent): void {
    if (!belongsToField(event.target)) event.preventDefault()
  }

  function copy(event: ClipboardEvent): void {
    const { selectedItems } = diagram
    if (belongsToField(event.target) || selectedItems.length === 0) return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', printItems(selectedItems))
    diagram.announce(`Copied ${describeItems(selectedItems)}`)
  }

  function cut(event: ClipboardEvent): void {
    const { selectedItems } = diagram
    if (belongsToField(event.target) || selectedItems.length === 0) return
    copy(event)
    diagram.act('remove')
    diagram.announce(`Cut ${describeItems(selectedItems)}`)
  }

  function paste(event: ClipboardEvent): void {
    if (belongsToField(event.target)) return
    event.preventDefault()
    const text = event.clipboardData?.getData('text/plain').slice(0, longest) ?? ''
    const read = parseSeries(text)
    if (!read.ok) {
      const { problem } = read
      notices.problem('edit', { ...problem, what: `the clipboard holds no design: ${problem.what}`, meaning: 'nothing was pasted', action: 'copy a design in notation, such as dense(16) -> dense(4)' })
      return
    }
    const items = withoutTakenLabels(read.value, project.design)
    if (diagram.edit({ kind: 'insert', at: behind(diagram.selected.at(-1)), items })) diagram.announce(`Pasted ${describeItems(items)}`)
  }

  /** The gap behind an item; of a branch, its end; of nothing, the end of the design. */
  function behind(path: Path | undefined): Path {
    if (path === undefined) return [project.design.items.length]
    return isItemPath(path) ? path.with(-1, (path.at(-1) ?? 0) + 1) : [...path, diagram.selectedItems.length]
  }

  return { beforecopy: offer, beforecut: offer, beforepaste: offer, copy, cut, paste }
}

function belongsToField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
}
