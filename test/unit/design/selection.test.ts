import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdit, type Direction } from '../../../core/design/edits'
import { moveRunTarget } from '../../../core/design/navigation'
import { parseDesign } from '../../../core/design/parse'
import { itemAt, samePath, startsWith, walk } from '../../../core/design/paths'
import { printDesign, printItems } from '../../../core/design/print'
import { compareReadingOrder, extensionTarget, itemsAt, outermost, pathsOf, runBetween, runOf } from '../../../core/design/selection'
import type { Design, Path } from '../../../core/design/types'
import { allPaths, arbitraryDesign } from './arbitraryDesign'

function designOf(text: string): Design {
  const result = parseDesign(text.replaceAll(/\b([a-z])\b/g, 'dense(1) #$1'))
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

/** `dense(1) #a` as `a`. */
const short = (text: string): string => text.replaceAll('dense(1) #', '')
const itemPaths = (design: Design): readonly Path[] => walk(design).flatMap(entry => (entry.kind === 'item' ? [entry.path] : []))

describe('several selected items', () => {
  it('stand in reading order, as the walk has them', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      const paths = itemPaths(design)
      expect(paths.toReversed().toSorted(compareReadingOrder)).toEqual(paths)
    }))
  })

  it('are told without what a selected group holds, each once', () => {
    fc.assert(fc.property(arbitraryDesign.chain(design => fc.tuple(fc.constant(design), fc.array(fc.constantFrom(...allPaths(design)), { maxLength: 6 }))), ([design, chosen]) => {
      const kept = outermost(design, chosen)
      const items = chosen.filter(path => itemAt(design, path) !== null)
      expect(items.every(path => kept.filter(outer => startsWith(path, outer)).length === 1)).toBe(true)
      expect(kept.every(path => items.some(item => samePath(item, path)))).toBe(true)
    }))
  })

  it('are copied as one series', () => {
    const design = designOf('a -> (b | c -> d) -> e')
    expect(short(printItems(itemsAt(design, [[2], [1, 1, 0], [0]])))).toBe('a -> c -> e')
    expect(short(printItems(itemsAt(design, [[1], [1, 0, 0]])))).toBe('(b | c -> d)')
    expect(short(printItems(itemsAt(design, [[1, 1]])))).toBe('c -> d')
    expect(itemsAt(design, [[7]])).toEqual([])
  })

  it.each<[readonly Path[], boolean]>([
    [[[0], [1]], true],
    [[[0], [2]], false],
    [[[1, 0, 0], [1, 0, 1]], true],
    [[[1, 0, 0], [1, 1, 0]], false],
    [[[3]], true],
    [[], false]
  ])('%j are a run: %s', (paths, expected) => {
    expect(runOf(paths) !== null).toBe(expected)
  })
})

describe('the run between two places', () => {
  it.each<[Path, Path, readonly Path[]]>([
    [[0], [2], [[0], [1], [2]]],
    [[2], [0], [[0], [1], [2]]],
    [[1], [1], [[1]]],
    [[1, 0, 0], [1, 0, 2], [[1, 0, 0], [1, 0, 1], [1, 0, 2]]],
    [[1, 0, 0], [1, 1, 0], [[1]]],
    [[1, 0, 0], [3], [[1], [2], [3]]],
    [[1], [1, 0, 2], [[1]]],
    [[1, 0], [1, 0, 2], [[1]]],
    [[1, 0], [1, 1], [[1]]]
  ])('%j to %j', (one, other, expected) => {
    expect(pathsOf(runBetween(one, other))).toEqual(expected)
  })

  it('holds both places, whichever is named first, and is no longer than it must be', () => {
    fc.assert(fc.property(arbitraryDesign.chain(design => fc.tuple(fc.constant(design), fc.constantFrom(...itemPaths(design)), fc.constantFrom(...itemPaths(design)))), ([design, one, other]) => {
      const paths = pathsOf(runBetween(one, other))
      expect(pathsOf(runBetween(other, one))).toEqual(paths)
      expect(paths.every(path => itemAt(design, path) !== null)).toBe(true)
      for (const place of [one, other]) expect(paths.some(path => startsWith(place, path))).toBe(true)
      for (const end of [paths[0]!, paths.at(-1)!]) expect([one, other].some(place => startsWith(place, end))).toBe(true)
    }))
  })
})

describe('Shift+arrows', () => {
  it.each<[Path, Direction, Path | null]>([
    [[0], 'right', [1]],
    [[0], 'left', null],
    [[1, 0, 0], 'right', [1, 0, 1]],
    [[1, 0, 1], 'right', [1]],
    [[1, 0, 0], 'left', [1]],
    [[1, 0, 0], 'down', [1, 1, 0]],
    [[2], 'down', null]
  ])('from %j %s lead to %j', (lead, direction, expected) => {
    expect(extensionTarget(designOf('a -> (b -> c | d) -> e'), lead, direction)).toEqual(expected)
  })
})

describe('Alt+arrows on a run', () => {
  it.each<[string, Path, number, Direction, string | null]>([
    ['a -> b -> c', [0], 2, 'right', 'c -> a -> b'],
    ['a -> b -> c', [1], 2, 'left', 'b -> c -> a'],
    ['a -> b', [0], 2, 'right', null],
    ['a -> b -> c', [0], 2, 'down', null],
    ['(a -> b -> c | d)', [0, 0, 0], 2, 'left', 'a -> b -> (c | d)'],
    ['(a -> b -> c | d)', [0, 0, 1], 2, 'right', '(a | d) -> b -> c'],
    ['(a -> b -> c | d)', [0, 0, 1], 2, 'down', '(a | d -> b -> c)'],
    ['([0:2] a -> b | d)', [0, 0, 0], 2, 'down', '(d | [0:2] a -> b)']
  ])('%s: %j and the next, %i in all, %s gives %s', (before, first, count, direction, after) => {
    const design = designOf(before)
    const edit = moveRunTarget(design, { series: first.slice(0, -1), start: first.at(-1)!, count }, direction)
    const result = edit && applyEdit(design, edit)
    expect(result && result.ok ? short(printDesign(result.value.design)) : null).toBe(after)
  })
})
