import { describe, expect, it } from 'vitest'
import { ascend, type Smooth } from '../../../../core/theory/certificate/ascent'

const limits = { maximumIterations: 500 }

/** −Σ s_i x_i² + 3: one maximum, of curvatures from 1 to a million. */
const bowl = (scales: readonly number[]): Smooth => ({
  value: point => 3 - point.reduce((sum, x, i) => sum + scales[i]! * x * x, 0),
  differentiate: (point, slope) => point.forEach((x, i) => { slope[i] = -2 * scales[i]! * x })
})

const rosenbrock: Smooth = {
  value: ([x, y]) => 1 - (1 - x!) ** 2 - 100 * (y! - x! ** 2) ** 2,
  differentiate([x, y], slope) {
    slope[0] = 2 * (1 - x!) + 400 * x! * (y! - x! ** 2)
    slope[1] = -200 * (y! - x! ** 2)
  }
}

describe('the ascent', () => {
  it('finds the top of a bowl a million times steeper one way than the other', () => {
    const scales = [1, 1e3, 1e6]
    const { value, settled } = ascend(bowl(scales), Float64Array.of(1, -2, 3), limits)
    // it settles when twelve iterations gain less than 1e-10 of the value
    expect(3 - value).toBeLessThan(1e-8)
    expect(settled).toBe(true)
  })

  it('follows the curved ridge of Rosenbrock\'s function to its end', () => {
    const { point, value } = ascend(rosenbrock, Float64Array.of(-1.2, 1), limits)
    expect(1 - value).toBeLessThan(1e-9)
    expect(Math.hypot(point[0]! - 1, point[1]! - 1)).toBeLessThan(1e-3)
  })

  it('never ends below its start, and stays where nothing rises', () => {
    const flat: Smooth = { value: () => 2, differentiate: (_, slope) => void slope.fill(0) }
    expect(ascend(flat, Float64Array.of(1, 2), limits)).toMatchObject({ value: 2, point: Float64Array.of(1, 2), settled: true })
  })

  it('ends when it is told to, and at its limit, without having settled', () => {
    const told = ascend(rosenbrock, Float64Array.of(-1.2, 1), { maximumIterations: 500, proceed: iteration => iteration < 3 })
    expect(told).toMatchObject({ iterations: 3, settled: false })
    expect(ascend(rosenbrock, Float64Array.of(-1.2, 1), { maximumIterations: 5 })).toMatchObject({ iterations: 5, settled: false })
  })
})
