import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDesign } from '../../../core/design/parse'
import {
  branchAt, countBlocks, depthOf, describeItem, displayPath, itemAt, parentSeries, pathFromDisplay, samePath, seriesAt, stageName, startsWith, walk
} from '../../../core/design/paths'
import type { Design } from '../../../core/design/types'
import { allPaths, arbitraryDesign } from './arbitraryDesign'

function designOf(text: string): Design {
  const result = parseDesign(text)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

const nested = designOf('dense(1) -> (dense(2) -> dense(3) | (dense(4) | dense(5) -> dense(6))) #g -> dense(7)')

describe('reading order', () => {
  it('lists a group before its branches, and a branch of several items as a series', () => {
    const listed = walk(nested).map(entry => [entry.display, entry.kind === 'item' ? describeItem(entry.item) : 'series', entry.path.join('.')])
    expect(listed).toEqual([
      ['0', 'dense 1', '0'],
      ['1', 'parallel of 2', '1'],
      ['1.0', 'series', '1.0'],
      ['1.0.0', 'dense 2', '1.0.0'],
      ['1.0.1', 'dense 3', '1.0.1'],
      ['1.1', 'parallel of 2', '1.1.0'],
      ['1.1.0', 'dense 4', '1.1.0.0.0'],
      ['1.1.1', 'series', '1.1.0.1'],
      ['1.1.1.0', 'dense 5', '1.1.0.1.0'],
      ['1.1.1.1', 'dense 6', '1.1.0.1.1'],
      ['2', 'dense 7', '2']
    ])
  })

  it('counts blocks, not groups, and the depth of nesting', () => {
    expect(countBlocks(nested)).toBe(7)
    expect(depthOf(nested.items)).toBe(2)
    expect(depthOf([])).toBe(0)
  })
})

describe('path strings', () => {
  it('are unique and lead back to what they name, for every design', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      const entries = walk(design)
      expect(new Set(entries.map(entry => entry.display)).size).toBe(entries.length)
      for (const { path, display } of entries) {
        expect(displayPath(design, path)).toBe(display)
        expect(pathFromDisplay(design, display)).toEqual(path)
      }
      for (const path of allPaths(design)) {
        const found = pathFromDisplay(design, displayPath(design, path))
        const soleItem = seriesAt(design, path)?.length === 1 ? [...path, 0] : path
        expect(found).toEqual(soleItem)
      }
    }))
  })

  it('of the root series is empty', () => {
    expect(displayPath(nested, [])).toBe('')
    expect(pathFromDisplay(nested, '')).toEqual([])
  })

  it.each(['3', '0.0', '1.2', '1.0.2', '1.0.0.0', '-1', '01', '1.', 'a', ' 1', '1.1.0.0'])('%s leads nowhere', text => {
    expect(pathFromDisplay(nested, text)).toBeNull()
  })

  it('cannot be told of a place that does not exist', () => {
    expect(() => displayPath(nested, [9])).toThrow(RangeError)
    expect(() => displayPath(nested, [0, 0])).toThrow(RangeError)
  })
})

describe('a structural path', () => {
  it('finds items, branches and series', () => {
    expect(itemAt(nested, [1, 1, 0, 1, 1])).toMatchObject({ units: 6 })
    expect(branchAt(nested, [1, 0])?.items).toHaveLength(2)
    expect(seriesAt(nested, [])).toBe(nested.items)
    expect(seriesAt(nested, [1, 0])).toHaveLength(2)
  })

  it('finds nothing where nothing stands', () => {
    expect([itemAt(nested, []), itemAt(nested, [1, 0]), itemAt(nested, [9]), itemAt(nested, [0, 0, 0])]).toEqual([null, null, null, null])
    expect([branchAt(nested, []), branchAt(nested, [1]), branchAt(nested, [0, 0]), branchAt(nested, [1, 2])]).toEqual([null, null, null, null])
    expect([seriesAt(nested, [1]), seriesAt(nested, [1, 5])]).toEqual([null, null])
  })

  it('compares and has a parent series', () => {
    expect(samePath([1, 2], [1, 2])).toBe(true)
    expect(samePath([1, 2], [1, 2, 0])).toBe(false)
    expect(startsWith([1, 2, 0], [1, 2])).toBe(true)
    expect(startsWith([1], [1, 2])).toBe(false)
    expect(parentSeries([1, 0, 1])).toEqual([1, 0])
    expect(parentSeries([1, 0])).toEqual([])
  })
})

describe('the name of a stage', () => {
  it('is its label where that is unique in the whole design, else its path', () => {
    const design = designOf('dense(1) #a -> (dense(2) #b | dense(3)) #c -> dense(4) #b -> dense(5)')
    expect([0, 1, 2, 3].map(index => stageName(design, index))).toEqual(['a', 'c', '2', '3'])
  })
})
