import { describe, expect, it } from 'vitest'
import { fittingView } from '../../../renderer/diagram/useZoomPan'

describe('the view that fits a diagram', () => {
  it('shows a small one at its own size, in the middle', () => {
    const { x, scale } = fittingView({ width: 1000, height: 640 }, { width: 400, height: 200 }, 0.5)
    expect([x, scale]).toEqual([300, 1])
  })

  it('shrinks a large one until all of it is visible', () => {
    const content = { width: 1200, height: 300 }
    const { x, y, scale } = fittingView({ width: 1000, height: 640 }, content, 0.5)
    expect(scale).toBeLessThan(1)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + content.width * scale).toBeLessThanOrEqual(1000)
    expect(y + content.height * scale).toBeLessThanOrEqual(640)
  })

  it('shows the start of one that would become too small', () => {
    const { x, scale } = fittingView({ width: 1000, height: 640 }, { width: 80_000, height: 300 }, 0.5)
    expect(scale).toBe(0.5)
    expect(x).toBe(12)
  })
})
