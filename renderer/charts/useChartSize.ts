import { onBeforeUnmount, readonly, shallowRef, watch, type Ref } from 'vue'
import type { ChartSize } from '../../core/report/charts/spec'

/** Size of an element in whole CSS pixels, followed as it changes; null until it has an area. */
export function useChartSize(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<ChartSize | null>> {
  const size = shallowRef<ChartSize | null>(null)
  const observer = new ResizeObserver(entries => {
    const box = entries.at(-1)?.contentRect
    if (!box) return
    const width = Math.floor(box.width)
    const height = Math.floor(box.height)
    if (width < 80 || height < 80) size.value = null
    else if (size.value?.width !== width || size.value.height !== height) size.value = { width, height }
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  }, { immediate: true, flush: 'post' })
  onBeforeUnmount(() => observer.disconnect())
  return readonly(size)
}
