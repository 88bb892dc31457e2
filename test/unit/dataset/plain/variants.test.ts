import { describe, expect, it } from 'vitest'
import type { Lane } from '../../../../core/dataset/hooks'
import { loadCsv } from '../../../../core/dataset/load'
import type { KernelVariant } from '../../../../core/kernels/load'
import { must } from '../../../support/evaluate'
import { variants } from '../../kernels/tables'
import { expectSame } from '../lanes'
import { randomRows } from '../randomRows'
import { defaultOptions, temporaryFolder } from '../temporaryFolder'

const folder = temporaryFolder()
const kinds = ['red', 'green', 'blue', 'NA']

/** Larger than what the general reader reads in any case, with numbers of every size, whole ones, gaps and labels. */
function table(): string {
  const lines = randomRows(6000, 7, 3).map((row, index) => [
    ...row.map((value, column) => String(column === 0 ? 1e6 + value : value * 10 ** (column - 3))), index % 89 === 4 ? '' : String(index % 256), kinds[(index * 5) % 4]
  ].join(','))
  return folder.write('variants.csv', `a,b,c,d,e,f,g,count,kind\n${lines.join('\n')}\n`)
}

async function read(variant: KernelVariant | null) {
  let lane: Lane | null = null
  const loaded = must(await loadCsv(table(), { ...defaultOptions, label: 'kind' }, { variant, onLane: used => { lane = used } }, { rows: 500, seed: 2 }))
  return { loaded, lane }
}

describe('a machine without SIMD', () => {
  it('reads with the general reader, and what it finds is what every variant of the kernels finds', async () => {
    const without = await read(null)
    expect(without.lane).toBe('general')
    expect(without.loaded.moments.rows).toBeGreaterThan(4000)
    for (const variant of variants) {
      const found = await read(variant)
      expect([variant, found.lane]).toEqual([variant, 'plain'])
      expectSame(found.loaded, without.loaded)
    }
  })
})
