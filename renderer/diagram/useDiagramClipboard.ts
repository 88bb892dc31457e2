/**
 * Copy, cut and paste in the diagram and its outline. The clipboard carries notation, so a subtree can be pasted into a message or
 * from a paper. The page's own events need no permission: the system raises them for its keys and its Edit menu. Where no text is
 * selected they reach the body, whatever has the focus, so the document listens and asks whether the focus is in the diagram.
 */
import { onBeforeUnmount, onMounted, type Ref } from 'vue'
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

/** On Linux the middle button pastes, too; here it pans, and the paste that follows its release is none. */
const middleButtonMilliseconds = 200

/** @param pane what has to hold the focus */
export function useDiagramClipboard(pane: Readonly<Ref<HTMLElement | null>>): void {
  const project = useProject()
  const diagram = useDiagram()
  const notices = useNotices()

  const isOurs = (event: Event): boolean => !belongsToField(event.target) && (pane.value?.contains(document.activeElement) ?? false)

  /** Without a selected text Chromium offers to copy only where a page says that it would. */
  function offer(event: ClipboardEvent): void {
    if (isOurs(event)) event.preventDefault()
  }

  function copy(event: ClipboardEvent): void {
    const { selectedItems } = diagram
    if (!isOurs(event) || selectedItems.length === 0) return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', printItems(selectedItems))
    diagram.announce(`Copied ${describeItems(selectedItems)}`)
  }

  function cut(event: ClipboardEvent): void {
    const { selectedItems } = diagram
    if (!isOurs(event) || selectedItems.length === 0) return
    copy(event)
    diagram.act('remove')
    diagram.announce(`Cut ${describeItems(selectedItems)}`)
  }

  let middleButtonAt = -Infinity
  function onPointerup(event: PointerEvent): void {
    if (event.button === 1) middleButtonAt = event.timeStamp
  }

  function paste(event: ClipboardEvent): void {
    if (!isOurs(event)) return
    event.preventDefault()
    if (event.timeStamp - middleButtonAt < middleButtonMilliseconds) return
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

  const listeners = { beforecopy: offer, beforecut: offer, beforepaste: offer, copy, cut, paste }
  onMounted(() => {
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener as EventListener)
    window.addEventListener('pointerup', onPointerup, true)
  })
  onBeforeUnmount(() => {
    for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener as EventListener)
    window.removeEventListener('pointerup', onPointerup, true)
  })
}

function belongsToField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null
}
