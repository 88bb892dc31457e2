import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockNamed } from '../../../core/design/blockNamed'
import { parseDesign } from '../../../core/design/parse'
import { displayPath, itemAt } from '../../../core/design/paths'
import { must } from '../../support/evaluate'
import { arbitraryDesign, blockPaths } from './arbitraryDesign'

describe('the name of a block', () => {
  it('is its path, for every block of every design', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      for (const path of blockPaths(design)) expect(must(blockNamed(design, displayPath(design, path)))).toEqual(path)
    }))
  })

  it('is its label where no other block bears it', () => {
    const design = must(parseDesign('(dense(4) #a | dense(2) -> dense(3) #b) #both -> dense(5) #a'))
    expect(must(blockNamed(design, 'b'))).toEqual([0, 1, 1])
    for (const text of ['a', 'both', '0', '0.1', '9', '', 'c', '1.0']) expect(blockNamed(design, text)).toMatchObject({ ok: false, problem: { code: 'DESIGN_BLOCK_UNKNOWN' } })
    expect(itemAt(design, must(blockNamed(design, '1')))).toMatchObject({ units: 5 })
  })
})
