import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { toPixel, type AxisScale } from '../../core/report/charts/axes'
import { isSliderKey, onAxis, type SliderKey } from './slider'

export interface AxisSliderOptions {
  /** The axis as it is drawn now; null: nothing to slide on. */
  readonly axis: () => AxisScale | null
  /** The value the owner holds. */
  readonly value: () => number
  /** The value at a pixel of the axis. */
  readonly valueAt: (axis: AxisScale, pixel: number) => number
  readonly valueAfterKey: (axis: AxisScale, value: number, key: SliderKey, shift: boolean) => number
  readonly update: (value: number) => void
  readonly commit: (value: number) => void
}

export interface AxisSlider {
  /** The value to show: the hand's own while it moves, so that the line never lags behind the pointer. */
  readonly shown: ComputedRef<number>
  readonly moving: ComputedRef<boolean>
  /** The axis' ends at the start of the movement: they must not move under the hand. */
  readonly frozen: Readonly<Ref<{ readonly from: number; readonly to: number } | null>>
  /** Begins a drag at the pointer. @param handle captures the pointer and the focus @param left of the picture in the window */
  readonly press: (event: PointerEvent, handle: HTMLElement, left: number) => void
  readonly drag: (event: PointerEvent) => void
  /** Ends a drag: one step to undo. */
  readonly release: () => void
  readonly keyDown: (event: KeyboardEvent) => void
  /** Ends a run of key presses, a held key included: one step to undo. */
  readonly keyUp: () => void
}

/** Moves a value along a chart's axis by pointer and keyboard: every change at once, one commit at the end; Escape takes the movement back. */
export function useAxisSlider(options: AxisSliderOptions): AxisSlider {
  const moved = shallowRef<number | null>(null)
  const frozen = shallowRef<{ readonly from: number; readonly to: number } | null>(null)
  let before = 0
  let dragging = false
  /** Pixels between the pointer and the line it took hold of, so that the line does not jump when it is grabbed beside its middle. */
  let grip = 0
  let origin = 0

  function begin(axis: AxisScale): void {
    if (moved.value !== null) return
    before = options.value()
    frozen.value = { from: axis.from, to: axis.to }
  }

  function moveTo(value: number): void {
    if (value === moved.value) return
    moved.value = value
    options.update(value)
  }

  function follow(event: PointerEvent): void {
    const axis = options.axis()
    if (axis) moveTo(options.valueAt(axis, event.clientX - origin - grip))
  }

  function end(): void {
    dragging = false
    moved.value = null
    frozen.value = null
  }

  function press(event: PointerEvent, handle: HTMLElement, left: number): void {
    const axis = options.axis()
    if (!axis || event.button !== 0) return
    event.preventDefault()
    begin(axis)
    dragging = true
    origin = left
    const onLine = event.target instanceof Node && handle.contains(event.target)
    grip = onLine ? event.clientX - origin - toPixel(axis, onAxis(axis, options.value())) : 0
    handle.setPointerCapture(event.pointerId)
    handle.focus({ preventScroll: true })
    if (!onLine) follow(event)
  }

  function release(): void {
    const value = moved.value
    end()
    if (value !== null && value !== before) options.commit(value)
  }

  function keyDown(event: KeyboardEvent): void {
    const axis = options.axis()
    if (event.key === 'Escape' && moved.value !== null) {
      event.preventDefault()
      event.stopPropagation()
      end()
      options.update(before)
    } else if (axis && isSliderKey(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      event.stopPropagation()
      begin(axis)
      moveTo(options.valueAfterKey(axis, moved.value ?? options.value(), event.key, event.shiftKey))
    }
  }

  return {
    shown: computed(() => moved.value ?? options.value()),
    moving: computed(() => moved.value !== null),
    frozen,
    press,
    drag: event => { if (dragging) follow(event) },
    release,
    keyDown,
    keyUp: () => { if (!dragging) release() }
  }
}
