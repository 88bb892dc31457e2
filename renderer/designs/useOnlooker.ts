import { onBeforeUnmount, watch, type Ref } from 'vue'

/**
 * Keeps something going while an element can be seen: not while its panel is folded away to nothing.
 *
 * @param begin starts it and returns its end
 */
export function useOnlooker(element: Readonly<Ref<HTMLElement | null>>, begin: () => () => void): void {
  let end: (() => void) | null = null
  function see(visible: boolean): void {
    if (visible) end ??= begin()
    else {
      end?.()
      end = null
    }
  }
  const observer = new ResizeObserver(entries => {
    const box = entries.at(-1)?.contentRect
    see(box !== undefined && box.width > 0 && box.height > 0)
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  }, { immediate: true, flush: 'post' })
  onBeforeUnmount(() => {
    observer.disconnect()
    see(false)
  })
}
