import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeProblem } from '../../../core/api/problem'
import { applyEdit, moveTarget, type AppliedEdit, type DesignEdit, type Direction, type Side } from '../../../core/design/edits'
import { parseDesign, parseSeries } from '../../../core/design/parse'
import { branchAt, depthOf, itemAt, startsWith } from '../../../core/design/paths'
import { printDesign } from '../../../core/design/print'
import type { Design, Item, Path } from '../../../core/design/types'
import { allPaths, arbitraryDesign, arbitraryItem, arbitraryItems, arbitrarySlice, pathFor } from './arbitraryDesign'

function designOf(text: string): Design {
  const result = parseDesign(text)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

function itemsOf(text: string): readonly Item[] {
  const result = parseSeries(text)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

function applied(design: Design, edit: DesignEdit): AppliedEdit {
  const result = applyEdit(design, edit)
  if (!result.ok) throw new Error(describeProblem(result.problem))
  return result.value
}

/** One-letter blocks keep the table readable: `a` stands for dense(1) #a. */
function short(text: string): string {
  return text.replaceAll(/\b([a-z])\b/g, 'dense(1) #$1')
}

const side = fc.constantFrom<Side>('before', 'after')

function editFor(design: Design): fc.Arbitrary<DesignEdit> {
  const path = pathFor(design)
  const paths = fc.array(path, { maxLength: 5 })
  const small = fc.integer({ min: -1, max: 4 })
  return fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), at: path, items: arbitraryItems }),
    fc.record({ kind: fc.constant('remove' as const), path }),
    fc.record({ kind: fc.constant('replace' as const), path, item: arbitraryItem }),
    fc.record({ kind: fc.constant('move' as const), from: path, to: path }),
    fc.record({ kind: fc.constant('wrap-parallel' as const), path, items: arbitraryItems, side }),
    fc.record({ kind: fc.constant('wrap-series' as const), path, items: arbitraryItems, side }),
    fc.record({ kind: fc.constant('move-into-parallel' as const), from: path, to: path, side }),
    fc.record({ kind: fc.constant('unwrap' as const), path }),
    fc.record({ kind: fc.constant('duplicate' as const), path }),
    fc.record({ kind: fc.constant('set-slice' as const), path, slice: fc.option(arbitrarySlice) }),
    fc.record({ kind: fc.constant('remove-all' as const), paths }),
    fc.record({ kind: fc.constant('move-all' as const), from: paths, to: path }),
    fc.record({ kind: fc.constant('move-all-into-parallel' as const), from: paths, to: path, side }),
    fc.record({ kind: fc.constant('duplicate-all' as const), paths }),
    fc.record({ kind: fc.constant('wrap-run' as const), paths, items: arbitraryItems, side }),
    fc.record({ kind: fc.constant('replace-series' as const), series: path, start: small, remove: small, items: fc.oneof(arbitraryItems, fc.constant([])) })
  )
}

const designAndEdit = arbitraryDesign.chain(design => fc.tuple(fc.constant(design), editFor(design)))

function legal(items: readonly Item[]): boolean {
  return items.every(item => item.kind !== 'parallel' || (item.branches.length >= 2 && item.branches.every(branch => branch.items.length > 0 && legal(branch.items))))
}

/** Blocks by reference, with how often each stands in the tree. */
function blockObjects(items: readonly Item[], counts = new Map<Item, number>()): Map<Item, number> {
  for (const item of items) {
    if (item.kind === 'parallel') item.branches.forEach(branch => blockObjects(branch.items, counts))
    else counts.set(item, (counts.get(item) ?? 0) + 1)
  }
  return counts
}

describe('any edit of any design', () => {
  it('is undone exactly by its inverse, and redone by the inverse of that', () => {
    fc.assert(fc.property(designAndEdit, ([design, edit]) => {
      const before = JSON.stringify(design)
      const result = applyEdit(design, edit)
      expect(JSON.stringify(design)).toBe(before)
      if (!result.ok) return
      const undone = applied(result.value.design, result.value.inverse)
      expect(undone.design).toStrictEqual(design)
      expect(applied(undone.design, undone.inverse).design).toStrictEqual(result.value.design)
    }), { numRuns: 1000 })
  })

  it('leaves a legal tree, writable in the notation, with the focus on something that exists', () => {
    fc.assert(fc.property(designAndEdit, ([design, edit]) => {
      const result = applyEdit(design, edit)
      if (!result.ok) {
        expect(['DESIGN_EDIT_IMPOSSIBLE', 'DESIGN_TOO_DEEP']).toContain(result.problem.code)
        return
      }
      const { design: after, focus, description } = result.value
      expect(legal(after.items)).toBe(true)
      expect(description).toMatch(/^[A-Z][^.]*$/)
      if (after.items.length === 0) {
        expect(focus).toBeNull()
        return
      }
      expect(designOf(printDesign(after))).toStrictEqual(after)
      if (focus) expect(itemAt(after, focus) ?? branchAt(after, focus)).not.toBeNull()
      else expect(edit.kind).toBe('replace-series')
    }), { numRuns: 800 })
  })

  it('shares the blocks and subtrees that it leaves alone', () => {
    fc.assert(fc.property(designAndEdit, ([design, edit]) => {
      const result = applyEdit(design, edit)
      if (!result.ok) return
      const inverse = result.value.inverse
      if (inverse.kind !== 'replace-series') throw new Error('inverses are written in replace-series')
      for (const path of allPaths(design)) {
        const outside = !startsWith(path, inverse.series) && !startsWith(inverse.series, path)
        if (outside) expect(itemAt(result.value.design, path)).toBe(itemAt(design, path))
      }
      const undone = applied(result.value.design, inverse).design
      expect(blockObjects(undone.items)).toEqual(blockObjects(design.items))
      expect([...blockObjects(undone.items).keys()].every(block => blockObjects(design.items).has(block))).toBe(true)
    }))
  })

  it('that moves something loses and doubles nothing', () => {
    const moves = arbitraryDesign.chain(design => {
      const path = pathFor(design)
      return fc.tuple(fc.constant(design), fc.oneof(
        fc.record({ kind: fc.constant('move' as const), from: path, to: path }),
        fc.record({ kind: fc.constant('move-into-parallel' as const), from: path, to: path, side }),
        fc.record({ kind: fc.constant('move-all' as const), from: fc.array(path, { maxLength: 5 }), to: path }),
        fc.record({ kind: fc.constant('move-all-into-parallel' as const), from: fc.array(path, { maxLength: 5 }), to: path, side }),
        fc.record({ kind: fc.constant('unwrap' as const), path })
      ))
    })
    fc.assert(fc.property(moves, ([design, edit]) => {
      const result = applyEdit(design, edit)
      if (result.ok) expect(blockObjects(result.value.design.items)).toEqual(blockObjects(design.items))
    }), { numRuns: 1000 })
  })
})

describe('the edits one by one', () => {
  const [x = []] = [itemsOf('dense(9)')]
  it.each<[string, string, DesignEdit, string, Path | null]>([
    ['insert in a series', 'a -> b', { kind: 'insert', at: [1], items: x }, 'a -> dense(9) -> b', [1]],
    ['insert at the end of a branch', '(a | b)', { kind: 'insert', at: [0, 1, 1], items: x }, '(a | b -> dense(9))', [0, 1, 1]],
    ['insert as a branch', '(a | b)', { kind: 'insert', at: [0, 1], items: x }, '(a | dense(9) | b)', [0, 1, 0]],
    ['remove an item', 'a -> b -> c', { kind: 'remove', path: [1] }, 'a -> c', [1]],
    ['remove the last item of the design', 'a', { kind: 'remove', path: [0] }, '', null],
    ['remove the only item of one of three branches', '(a | b | c)', { kind: 'remove', path: [0, 1, 0] }, '(a | c)', [0, 1, 0]],
    ['remove a branch, so that the group collapses', 'a -> ([0:2] b -> c | d) #group -> e', { kind: 'remove', path: [1, 1] }, 'a -> b -> c -> e', [1]],
    ['remove the only item of one of two branches', 'a -> (b | c -> d)', { kind: 'remove', path: [1, 0, 0] }, 'a -> c -> d', [1]],
    ['replace', 'a -> b', { kind: 'replace', path: [1], item: { kind: 'dense', units: 9, activation: 'linear' } }, 'a -> dense(9)', [1]],
    ['move right in a series', 'a -> b -> c', { kind: 'move', from: [0], to: [2] }, 'b -> a -> c', [1]],
    ['move into a branch', 'a -> (b | c)', { kind: 'move', from: [0], to: [1, 1, 1] }, '(b | c -> a)', [0, 1, 1]],
    ['move out of a branch, so that the group collapses', '(a | b) -> c', { kind: 'move', from: [0, 0, 0], to: [2] }, 'b -> c -> a', [2]],
    ['move into the other branch, so that the group collapses', '(a | b)', { kind: 'move', from: [0, 0, 0], to: [0, 1, 1] }, 'b -> a', [1]],
    ['move a branch with its slice', '([0:2] a -> b | c)', { kind: 'move', from: [0, 0], to: [0, 2] }, '(c | [0:2] a -> b)', [0, 1]],
    ['move the item of a branch among its siblings', '([0:2] a | b | c)', { kind: 'move', from: [0, 0, 0], to: [0, 2] }, '(b | [0:2] a | c)', [0, 1, 0]],
    ['move a branch into a series', '([0:2] a -> b | c | d)', { kind: 'move', from: [0, 0], to: [1] }, '(c | d) -> a -> b', [1]],
    ['wrap in parallel above', 'a -> b', { kind: 'wrap-parallel', path: [1], items: x, side: 'before' }, 'a -> (dense(9) | b)', [1, 0, 0]],
    ['wrap in parallel below', 'a -> b', { kind: 'wrap-parallel', path: [1], items: x, side: 'after' }, 'a -> (b | dense(9))', [1, 1, 0]],
    ['wrap the only item of a branch: a sibling', '(a | b)', { kind: 'wrap-parallel', path: [0, 0, 0], items: x, side: 'after' }, '(a | dense(9) | b)', [0, 1, 0]],
    ['wrap a branch: a sibling', '(a -> b | c)', { kind: 'wrap-parallel', path: [0, 0], items: x, side: 'before' }, '(dense(9) | a -> b | c)', [0, 0, 0]],
    ['wrap in series before', '(a | b)', { kind: 'wrap-series', path: [0, 1, 0], items: x, side: 'before' }, '(a | dense(9) -> b)', [0, 1, 0]],
    ['wrap a branch in series after', '(a | b -> c)', { kind: 'wrap-series', path: [0, 1], items: x, side: 'after' }, '(a | b -> c -> dense(9))', [0, 1, 2]],
    ['drop on a block below', 'a -> b -> c', { kind: 'move-into-parallel', from: [0], to: [2], side: 'after' }, 'b -> (c | a)', [1, 1, 0]],
    ['drop on the group that it leaves', '(a | b) -> c', { kind: 'move-into-parallel', from: [0, 0, 0], to: [0], side: 'before' }, '(a | b) -> c', [0, 0, 0]],
    ['unwrap a group', 'a -> (b -> c | d) #group -> e', { kind: 'unwrap', path: [1] }, 'a -> b -> c -> d -> e', [1]],
    ['unwrap around a block', 'a -> (b -> c | d)', { kind: 'unwrap', path: [1, 1, 0] }, 'a -> b -> c -> d', [3]],
    ['duplicate without the label', 'a -> b', { kind: 'duplicate', path: [0] }, 'a -> dense(1) -> b', [1]],
    ['duplicate a branch with its slice', '([0:2] a -> b | c)', { kind: 'duplicate', path: [0, 0] }, '([0:2] a -> b | [0:2] dense(1) -> dense(1) | c)', [0, 1]],
    ['set a slice', '(a | b)', { kind: 'set-slice', path: [0, 0], slice: { from: 1, to: 3 } }, '([1:3] a | b)', [0, 0, 0]],
    ['clear a slice', '([1:3] a | b)', { kind: 'set-slice', path: [0, 0], slice: null }, '(a | b)', [0, 0, 0]],
    ['remove several', 'a -> b -> c -> d', { kind: 'remove-all', paths: [[2], [0]] }, 'b -> d', [0]],
    ['remove several, so that the group collapses', 'a -> (b -> c | d -> e)', { kind: 'remove-all', paths: [[1, 0, 1], [1, 0, 0], [1, 1, 0]] }, 'a -> e', [1]],
    ['remove a group with a block of it', 'a -> (b | c) -> d', { kind: 'remove-all', paths: [[1, 0, 0], [1]] }, 'a -> d', [1]],
    ['move a run', 'a -> b -> c -> d', { kind: 'move-all', from: [[0], [1]], to: [3] }, 'c -> a -> b -> d', [1]],
    ['move several from different places: in reading order', 'a -> (b | c -> d) -> e', { kind: 'move-all', from: [[2], [1, 1, 0], [0]], to: [1, 1, 2] }, '(b | d -> a -> c -> e)', [0, 1, 1]],
    ['move all of a branch out, so that the group collapses', '(a -> b | c) -> d', { kind: 'move-all', from: [[0, 0, 0], [0, 0, 1]], to: [2] }, 'c -> d -> a -> b', [2]],
    ['move all of a branch among its siblings, with its slice', '([0:2] a -> b | c)', { kind: 'move-all', from: [[0, 0, 0], [0, 0, 1]], to: [0, 2] }, '(c | [0:2] a -> b)', [0, 1]],
    ['drop a run on a block', 'a -> b -> c', { kind: 'move-all-into-parallel', from: [[1], [2]], to: [0], side: 'before' }, '(b -> c | a)', [0, 0]],
    ['duplicate a run', 'a -> b -> c', { kind: 'duplicate-all', paths: [[0], [1]] }, 'a -> b -> dense(1) -> dense(1) -> c', [2]],
    ['duplicate several from different places', 'a -> (b | c)', { kind: 'duplicate-all', paths: [[0], [1, 0, 0]] }, 'a -> (b -> dense(1) -> dense(1) | c)', [1, 0, 1]],
    ['wrap a run', 'a -> b -> c', { kind: 'wrap-run', paths: [[0], [1]], items: x, side: 'after' }, '(a -> b | dense(9)) -> c', [0, 1, 0]],
    ['wrap a run above', 'a -> b -> c', { kind: 'wrap-run', paths: [[1], [2]], items: x, side: 'before' }, 'a -> (dense(9) | b -> c)', [1, 0, 0]],
    ['wrap all of a branch: a sibling', '(a -> b | c)', { kind: 'wrap-run', paths: [[0, 0, 0], [0, 0, 1]], items: x, side: 'after' }, '(a -> b | dense(9) | c)', [0, 1, 0]],
    ['empty a branch by the primitive', 'a -> (b | c)', { kind: 'replace-series', series: [1, 0], start: 0, remove: 1, items: [] }, 'a -> c', [1]]
  ])('%s', (_, before, edit, after, focus) => {
    const design = before === '' ? { items: [] } : designOf(short(before))
    const result = applied(design, edit)
    expect(printDesign(result.design)).toBe(short(after))
    expect(result.focus).toEqual(focus)
  })

  it.each<[string, string, DesignEdit]>([
    ['to its own gap', 'a -> b', { kind: 'move', from: [1], to: [1] }],
    ['to the gap behind it', 'a -> b', { kind: 'move', from: [0], to: [1] }],
    ['to the gaps of its branch', '(a | b)', { kind: 'move', from: [0, 0, 0], to: [0, 1] }],
    ['of a run to a gap of its own', 'a -> b -> c', { kind: 'move-all', from: [[0], [1]], to: [1] }],
    ['of the slice that is there', '([0:2] a | b)', { kind: 'set-slice', path: [0, 0], slice: { from: 0, to: 2 } }]
  ])('an edit %s changes nothing', (_, before, edit) => {
    const design = designOf(short(before))
    const result = applied(design, edit)
    expect(result.design).toBe(design)
    expect(applied(design, result.inverse).design).toStrictEqual(design)
  })

  it.each<[string, string, DesignEdit, string]>([
    ['an item into itself', '(a | b)', { kind: 'move', from: [0], to: [0, 1, 0] }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['an item beside itself', 'a', { kind: 'move-into-parallel', from: [0], to: [0], side: 'before' }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['a group beside its own block', '(a | b)', { kind: 'move-into-parallel', from: [0], to: [0, 1, 0], side: 'before' }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['what is not there', 'a', { kind: 'remove', path: [3] }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['the root series as a whole', 'a', { kind: 'remove', path: [] }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['several that are no neighbours, wrapped', 'a -> b -> c', { kind: 'wrap-run', paths: [[0], [2]], items: itemsOf('dense(1)'), side: 'after' }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['several into one of them', 'a -> (b | c)', { kind: 'move-all', from: [[0], [1]], to: [1, 0, 1] }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['nothing', 'a', { kind: 'insert', at: [0], items: [] }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['beyond the end', 'a', { kind: 'insert', at: [2], items: itemsOf('dense(1)') }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['a block in no group', 'a', { kind: 'unwrap', path: [0] }, 'DESIGN_EDIT_IMPOSSIBLE'],
    ['a backward slice', '(a | b)', { kind: 'set-slice', path: [0, 0], slice: { from: 3, to: 3 } }, 'DESIGN_SLICE'],
    ['a block of no units', 'a', { kind: 'replace', path: [0], item: { kind: 'dense', units: 0, activation: 'relu' } }, 'DESIGN_PARAMETER'],
    ['a negative budget', 'a', { kind: 'replace', path: [0], item: { kind: 'dense', units: 1, activation: 'relu', budget: -1 } }, 'DESIGN_PARAMETER'],
    ['a label of two words', 'a', { kind: 'replace', path: [0], item: { kind: 'dense', units: 1, activation: 'relu', label: 'two words' } }, 'DESIGN_PARAMETER']
  ])('%s is refused', (_, before, edit, code) => {
    const result = applyEdit(designOf(short(before)), edit)
    expect(!result.ok && result.problem.code).toBe(code)
  })

  it('a label on a block within a copied group is not copied', () => {
    expect(printDesign(applied(designOf('(dense(1) #a | dense(2)) #g'), { kind: 'duplicate', path: [0] }).design))
      .toBe('(dense(1) #a | dense(2)) #g -> (dense(1) | dense(2))')
  })

  it('nesting beyond what the notation reads back is refused', () => {
    let design = designOf('dense(1) -> dense(2)')
    for (let depth = 1; depth <= 100; depth++) {
      const group: Item = { kind: 'parallel', branches: [{ items: design.items }, { items: itemsOf('dense(3)') }] }
      design = applied(design, { kind: 'replace-series', series: [], start: 0, remove: design.items.length, items: [group] }).design
    }
    expect(depthOf(design.items)).toBe(100)
    const result = applyEdit(design, { kind: 'wrap-parallel', path: [0], items: itemsOf('dense(4)'), side: 'after' })
    expect(!result.ok && result.problem.code).toBe('DESIGN_TOO_DEEP')
  })

  it('says what it did', () => {
    const design = designOf('dense(16) -> conv(block=8, filters=2)')
    const said = (edit: DesignEdit): string => applied(design, edit).description
    expect(said({ kind: 'insert', at: [0], items: itemsOf('dense(4)') })).toBe('Insert dense 4')
    expect(said({ kind: 'remove', path: [1] })).toBe('Remove conv 8')
    expect(said({ kind: 'move', from: [0], to: [2] })).toBe('Move dense 16')
    expect(said({ kind: 'replace', path: [0], item: { kind: 'dense', units: 32, activation: 'linear' } })).toBe('Change dense 16 to dense 32')
    expect(said({ kind: 'wrap-parallel', path: [0], items: itemsOf('dense(4) -> dense(5)'), side: 'after' })).toBe('Add 2 items in parallel with dense 16')
  })
})

describe('Alt+arrows', () => {
  it.each<[string, Path, Direction, string | null]>([
    ['a -> b -> c', [0], 'right', 'b -> a -> c'],
    ['a -> b -> c', [2], 'left', 'a -> c -> b'],
    ['a -> b', [0], 'left', null],
    ['a -> b', [1], 'right', null],
    ['a -> b', [1], 'up', null],
    ['a -> (b | c) -> d', [0], 'right', '(b | c) -> a -> d'],
    ['(a -> b | c)', [0, 0, 1], 'right', '(a | c) -> b'],
    ['(a -> b | c)', [0, 0, 0], 'left', 'a -> (b | c)'],
    ['(a | b)', [0, 0, 0], 'right', 'b -> a'],
    ['(a | b | c)', [0, 0, 0], 'down', '(b | a | c)'],
    ['(a | b | c)', [0, 2, 0], 'up', '(a | c | b)'],
    ['(a | b)', [0, 0, 0], 'up', null],
    ['(a -> b | c)', [0, 0, 1], 'down', '(a | c -> b)'],
    ['(a -> b | c)', [0, 0], 'down', '(c | a -> b)'],
    ['(a -> b | c | d)', [0, 0], 'right', '(c | d) -> a -> b'],
    ['a', [4], 'right', null]
  ])('%s: %j %s gives %s', (before, path, direction, after) => {
    const design = designOf(short(before))
    const edit = moveTarget(design, path, direction)
    expect(edit && printDesign(applied(design, edit).design)).toBe(after && short(after))
  })

  it('always give an edit that is possible and changes the order', () => {
    const direction = fc.constantFrom<Direction>('left', 'right', 'up', 'down')
    fc.assert(fc.property(arbitraryDesign.chain(design => fc.tuple(fc.constant(design), fc.constantFrom(...allPaths(design)), direction)), ([design, path, way]) => {
      const edit = moveTarget(design, path, way)
      if (edit) expect(applied(design, edit).design).not.toBe(design)
    }))
  })
})
