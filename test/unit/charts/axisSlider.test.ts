import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { AxisScale } from '../../../core/report/charts/axes'
import { widthAfterKey, widthAt } from '../../../renderer/charts/slider'
import { useAxisSlider } from '../../../renderer/charts/useAxisSlider'

const axis: AxisScale = { kind: 'linear', from: 1, to: 61, start: 40, end: 460 }

function widthSlider(start: number, drawn: AxisScale | null = axis) {
  const width = ref(start)
  const log: string[] = []
  const slider = useAxisSlider({
    axis: () => drawn, value: () => width.value, valueAt: widthAt, valueAfterKey: widthAfterKey,
    update: value => { width.value = value; log.push(`update ${value}`) },
    commit: value => { log.push(`commit ${value}`) }
  })
  const press = (key: string, modifiers: Partial<KeyboardEvent> = {}): void => slider.keyDown({ key, preventDefault: () => undefined, stopPropagation: () => undefined, ...modifiers } as KeyboardEvent)
  return { slider, log, width, press }
}

describe('a slider on a chart\'s axis', () => {
  it('changes with every key press and is one step when the keys are let go', () => {
    const { slider, log, press } = widthSlider(8)
    press('ArrowRight')
    press('ArrowRight')
    press('PageUp')
    expect([slider.shown.value, slider.moving.value, slider.frozen.value]).toEqual([20, true, { from: 1, to: 61 }])
    slider.keyUp()
    expect(log).toEqual(['update 9', 'update 10', 'update 20', 'commit 20'])
    expect([slider.moving.value, slider.frozen.value]).toEqual([false, null])
  })

  it('takes a movement back on Escape, without a step', () => {
    const { slider, log, press, width } = widthSlider(8)
    press('End')
    press('Escape')
    slider.keyUp()
    expect(log).toEqual(['update 61', 'update 8'])
    expect(width.value).toBe(8)
  })

  it('makes no step of a movement that ends where it began', () => {
    const { slider, log, press } = widthSlider(8)
    press('ArrowRight')
    press('ArrowLeft')
    slider.keyUp()
    expect(log).toEqual(['update 9', 'update 8'])
  })

  it('leaves other keys and shortcuts to others, and stands still without an axis', () => {
    const { log, press } = widthSlider(8)
    press('a')
    press('ArrowRight', { ctrlKey: true })
    const still = widthSlider(8, null)
    still.press('ArrowRight')
    expect([log, still.log]).toEqual([[], []])
  })
})
