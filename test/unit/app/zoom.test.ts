import { describe, expect, it } from 'vitest'
import { zoomed, zoomFactors } from '../../../app/main/zoom'

describe('zoomed', () => {
  it('goes through every step up and down again, and stays at the ends', () => {
    const up = zoomFactors.slice(1).reduce((seen: readonly number[]) => [...seen, zoomed(seen.at(-1)!, 'in')], [zoomFactors[0]!])
    expect(up).toEqual(zoomFactors)
    const down = zoomFactors.slice(1).reduce((seen: readonly number[]) => [...seen, zoomed(seen.at(-1)!, 'out')], [zoomFactors.at(-1)!])
    expect(down).toEqual(zoomFactors.toReversed())
    expect([zoomed(3, 'in'), zoomed(0.5, 'out'), zoomed(1.75, 'reset')]).toEqual([3, 0.5, 1])
  })

  it('finds the next step from a factor that is none', () => {
    expect([zoomed(1.05, 'in'), zoomed(1.05, 'out')]).toEqual([1.1, 1])
  })
})
