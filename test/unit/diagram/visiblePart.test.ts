import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { edgePan } from '../../../renderer/diagram/edgePan'
import { meets, visiblePart, type Part } from '../../../renderer/diagram/visiblePart'

const size = { width: 700, height: 400 }
const view = fc.record({ x: fc.integer({ min: -50_000, max: 700 }), y: fc.integer({ min: -2000, max: 400 }), scale: fc.double({ min: 0.02, max: 3, noNaN: true }) })
const seenBy = ({ x, y, scale }: { x: number; y: number; scale: number }): Part => ({ left: -x / scale, top: -y / scale, right: (size.width - x) / scale, bottom: (size.height - y) / scale })
const inside = (inner: Part, outer: Part): boolean => inner.left >= outer.left - 1e-6 && inner.right <= outer.right + 1e-6 && inner.top >= outer.top - 1e-6 && inner.bottom <= outer.bottom + 1e-6

describe('the part of a large diagram that is drawn', () => {
  it('holds all that is seen, wherever the view has been before, and never much more', () => {
    fc.assert(fc.property(view, view, (before, now) => {
      const part = visiblePart(now, size, visiblePart(before, size, null))
      expect(inside(seenBy(now), part)).toBe(true)
      // four viewports wide at most, up to rounding
      expect(part.right - part.left).toBeLessThanOrEqual(4.0001 * size.width / now.scale)
    }))
  })

  it('stays the same object through a small pan, so that nothing is drawn anew', () => {
    const part = visiblePart({ x: 0, y: 0, scale: 1 }, size, null)
    expect(visiblePart({ x: -300, y: 100, scale: 1 }, size, part)).toBe(part)
    expect(visiblePart({ x: -400, y: 0, scale: 1 }, size, part)).not.toBe(part)
  })

  it('meets what touches it, a frame around it included', () => {
    const part: Part = { left: 0, top: 0, right: 100, bottom: 100 }
    expect(meets(part, { x: -500, y: -500, width: 2000, height: 2000 })).toBe(true)
    expect(meets(part, { x: 90, y: 90, width: 50, height: 50 })).toBe(true)
    expect(meets(part, { x: 101, y: 0, width: 50, height: 50 })).toBe(false)
  })
})

describe('carrying something to the edge', () => {
  const frame = { left: 100, top: 100, right: 500, bottom: 300 }
  const large = { left: -5000, top: -5000, right: 5000, bottom: 5000 }
  const pan = (x: number, y: number, content = large): { x: number; y: number } => edgePan(frame, content, x, y)

  it('pans the diagram towards it, the faster the closer, and not at all in the middle', () => {
    expect(pan(300, 200)).toEqual({ x: 0, y: 0 })
    expect(pan(490, 200).x).toBeLessThan(pan(470, 200).x)
    expect(pan(470, 200).x).toBeLessThan(0)
    expect(pan(110, 110)).toEqual({ x: pan(110, 200).x, y: pan(300, 110).y })
    expect(pan(110, 200).x).toBeGreaterThan(0)
    expect(pan(900, 200)).toEqual(pan(500, 200))
  })

  it('stops where the diagram ends, with a little room beyond', () => {
    let right = 900
    for (let frames = 0; frames < 200; frames += 1) right += pan(499, 200, { ...large, right }).x
    expect(right).toBeLessThan(500)
    expect(right).toBeGreaterThan(400)
    expect(pan(101, 200, { left: 140, top: 140, right: 400, bottom: 260 })).toEqual({ x: 0, y: 0 })
  })
})
