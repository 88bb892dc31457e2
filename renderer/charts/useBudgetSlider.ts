import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { toPixel, type AxisScale } from '../../core/report/charts/axes'
import { budgetAfterKey, budgetAt, isSliderKey, onAxis } from './slider'

export interface BudgetSliderOptions {
  /** The axis as it is drawn now; null: nothing to slide on. */
  readonly axis: () => AxisScale | null
  /** The budget the owner holds. */
  readonly budget: () => number
  /** Pixels between the window's left edge and the picture's. */
  readonly origin: () => number
  readonly update: (budget: number) => void
  readonly commit: (budget: number) => void
}

export interface BudgetSlider {
  /** The budget to show: the hand's own while it moves, so that the line never lags behind the pointer. */
  readonly shown: ComputedRef<number>
  readonly moving: ComputedRef<boolean>
  /** The axis' ends at the start of the movement: they must not move under the hand. */
  readonly frozen: Readonly<Ref<{ readonly from: number; readonly to: number } | null>>
  /** Begins a drag at the pointer. @param slider captures the pointer and the focus */
  readonly press: (event: PointerEvent, slider: HTMLElement) => void
  readonly drag: (event: PointerEvent) => void
  /** Ends a drag: one step to undo. */
  readonly release: () => void
  readonly keyDown: (event: KeyboardEvent) => void
  /** Ends a run of key presses, a held key included: one step to undo. */
  readonly keyUp: () => void
}

/** Moves a budget by pointer and keyboard: every change at once, one commit at the end; Escape takes the movement back. */
export function useBudgetSlider(options: BudgetSliderOptions): BudgetSlider {
  const moved = shallowRef<number | null>(null)
  const frozen = shallowRef<{ readonly from: number; readonly to: number } | null>(null)
  let before = 0
  let dragging = false
  /** Pixels between the pointer and the line it took hold of, so that the line does not jump when it is grabbed beside its middle. */
  let grip = 0

  function begin(axis: AxisScale): void {
    if (moved.value !== null) return
    before = options.budget()
    frozen.value = { from: axis.from, to: axis.to }
  }

  function moveTo(budget: number): void {
    if (budget === moved.value) return
    moved.value = budget
    options.update(budget)
  }

  function follow(event: PointerEvent): void {
    const axis = options.axis()
    if (axis) moveTo(budgetAt(axis, event.clientX - options.origin() - grip))
  }

  function end(): void {
    dragging = false
    moved.value = null
    frozen.value = null
  }

  function press(event: PointerEvent, slider: HTMLElement): void {
    const axis = options.axis()
    if (!axis || event.button !== 0) return
    event.preventDefault()
    begin(axis)
    dragging = true
    const onLine = event.target instanceof Node && slider.contains(event.target)
    grip = onLine ? event.clientX - options.origin() - toPixel(axis, onAxis(axis, options.budget())) : 0
    slider.setPointerCapture(event.pointerId)
    slider.focus({ preventScroll: true })
    if (!onLine) follow(event)
  }

  function release(): void {
    const budget = moved.value
    end()
    if (budget !== null && budget !== before) options.commit(budget)
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
      moveTo(budgetAfterKey(axis, moved.value ?? options.budget(), event.key, event.shiftKey))
    }
  }

  return {
    shown: computed(() => moved.value ?? options.budget()),
    moving: computed(() => moved.value !== null),
    frozen,
    press,
    drag: event => { if (dragging) follow(event) },
    release,
    keyDown,
    keyUp: () => { if (!dragging) release() }
  }
}
