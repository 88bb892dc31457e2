/** One item of a tree takes the Tab key; the focus follows the selection, also when an edit has removed what was focused. */
import { nextTick, watch, type Ref } from 'vue'
import { oncePerFrame } from '../stores/frame'

interface TreeFocusOptions {
  readonly root: Readonly<Ref<HTMLElement | null>>
  /** Key of the item that the Tab key reaches; null when there is none. */
  readonly reachable: Readonly<Ref<string | null>>
  /** Which element stands for it: where it is another one, the focus has to be put there again. */
  readonly form: () => string
  readonly reveal: (key: string) => void
  /** The focus came in from outside, to this item. */
  readonly enter: (key: string) => void
}

export function useTreeFocus(options: TreeFocusOptions) {
  let inside = false

  function onFocusin(event: FocusEvent): void {
    const { target, relatedTarget } = event
    const before = relatedTarget instanceof Node && options.root.value?.contains(relatedTarget)
    inside = true
    const key = target instanceof HTMLElement ? target.dataset['node'] : undefined
    if (!before && key !== undefined) options.enter(key)
  }

  function onFocusout(event: FocusEvent): void {
    const { target, relatedTarget } = event
    if (relatedTarget instanceof Node) inside = options.root.value?.contains(relatedTarget) ?? false
    // Without a successor the element may just have been removed by an edit, or the whole window left: both come back here.
    else void nextTick(() => { if (target instanceof Node && target.isConnected && document.hasFocus() && document.activeElement === document.body) inside = false })
  }

  function isElsewhere(): boolean {
    const active = document.activeElement
    return active !== null && active !== document.body && !active.matches('[data-node], [data-gap]')
  }

  function focusNode(key: string | null): void {
    const element = key !== null && options.root.value?.querySelector<HTMLElement>(`[data-node="${key}"]`)
    if (element) element.focus({ preventScroll: true })
    else options.root.value?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true })
  }

  watch(() => [options.reachable.value, options.form()] as const, ([key]) => {
    if (!inside) {
      if (key !== null) options.reveal(key)
      return
    }
    if (isElsewhere()) return
    // The focus waits for the layout: on another item it can wait for that of the frame, instead of having one made now. Of a removed one it is lost, and the next key with it.
    if (document.activeElement === document.body) focusNode(key)
    else focusSoon()
    if (key !== null) options.reveal(key)
  }, { flush: 'post' })

  const focusSoon = oncePerFrame(() => { if (inside && !isElsewhere()) focusNode(options.reachable.value) })

  return { onFocusin, onFocusout, focusNode }
}
