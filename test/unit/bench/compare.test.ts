import { describe, expect, it } from 'vitest'

interface Modules {
  readonly changesSince: (earlier: object, now: object) => string
  readonly inRounds: (name: string, sides: readonly object[], rounds: number) => Promise<unknown>
}

// the driver is JavaScript, as the build is
const { changesSince } = await import('../../bench/driver/compare.mjs' as string) as Modules
const { inRounds } = await import('../../bench/driver/rounds.mjs' as string) as Modules

const report = (ours: number, ratio: number): object => ({
  version: 1, when: '2026-01-01T00:00:00.000Z', machine: { processor: 'P' },
  lanes: { reading: { cases: [{ name: 'images', sides: [{ name: 'mmi', median: ours }], ratios: { pandas: ratio } }] } }
})

describe('rounds of a bench', () => {
  it('run the sides in turn, and give medians and the median of the paired ratios', async () => {
    const order: string[] = []
    const side = (name: string, times: number[]): object => ({
      name,
      run: () => {
        order.push(name)
        return Promise.resolve({ seconds: times.shift()!, parts: { read: order.length } })
      }
    })
    const found = await inRounds('case', [side('A', [2, 4, 9]), side('B', [1, 8, 3])], 3)
    expect(order.join('')).toBe('ABABAB')
    // ratios 2, ½, 3
    expect(found).toEqual({
      name: 'case',
      sides: [{ name: 'A', median: 4, seconds: [2, 4, 9], parts: { read: 3 } }, { name: 'B', median: 3, seconds: [1, 8, 3], parts: { read: 4 } }],
      ratios: { B: 2 }
    })
  })
})

describe('a comparison with an earlier report', () => {
  it('names what became slower or faster by more than a tenth', () => {
    expect(changesSince(report(1, 0.5), report(1.05, 0.52))).toContain('nothing changed')
    const changes = changesSince(report(1, 0.5), report(2, 0.25))
    expect(changes).toContain('reading, images: ours 1.00 s → 2.00 s (slower)')
    expect(changes).toContain('ours / pandas 0.50 → 0.25 (faster)')
  })

  it('compares no reports of another shape', () => {
    expect(changesSince({ ...report(1, 1), version: 0 }, report(1, 1))).toContain('not compared')
  })
})
