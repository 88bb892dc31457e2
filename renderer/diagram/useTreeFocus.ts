/** One item of the tree takes the Tab key; the focus follows the selection, also when an edit has removed what was focused. */
import { nextTick, watch, type Ref } from 'vue'
import type { DiagramNode } from '../../core/report/diagram/types'

interface TreeFocusOptions {
  readonly root: Readonly<Ref<HTMLElement | null>>
  /** The item that the Tab key reaches; null when there is none. */
  readonly reachable: Readonly<Ref<DiagramNode | null>>
  readonly reveal: (node: DiagramNode) => void
}

export function useTreeFocus(options: TreeFocusOptions) {
  let inside = false

  function onFocusin(): void {
    inside = true
  }

  function onFocusout(event: FocusEvent): void {
    const { target, relatedTarget } = event
    if (relatedTarget instanceof Node) inside = options.root.value?.contains(relatedTarget) ?? false
    // Without a successor the element may just have been removed by an edit, or the whole window left: both come back here.
    else void nextTick(() => { if (target instanceof Node && target.isConnected && document.hasFocus() && document.activeElement === document.body) inside = false })
  }

  function focusNode(node: DiagramNode | null): void {
    const element = node && options.root.value?.querySelector<HTMLElement>(`[data-node="${node.key}"]`)
    if (element) element.focus({ preventScroll: true })
    else options.root.value?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true })
  }

  watch(options.reachable, node => {
    if (!inside) return
    const active = document.activeElement
    const elsewhere = active !== null && active !== document.body && !active.matches('[data-node], [data-gap]')
    if (elsewhere) return
    focusNode(node)
    if (node) options.reveal(node)
  }, { flush: 'post' })

  return { onFocusin, onFocusout, focusNode }
}
