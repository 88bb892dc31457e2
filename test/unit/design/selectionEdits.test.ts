import { describe, expect, it } from 'vitest'
import { applyEdit } from '../../../core/design/edits'
import { parseDesign } from '../../../core/design/parse'
import { printDesign } from '../../../core/design/print'
import { editOfSelection, itemsTogether, type SelectionAction } from '../../../core/design/selectionEdits'
import type { Design, Item, Path } from '../../../core/design/types'

const added: readonly Item[] = [{ kind: 'dense', units: 9, activation: 'linear' }]

function designOf(text: string): Design {
  const result = parseDesign(text.replaceAll(/\b([a-z])\b/g, 'dense(1) #$1'))
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

/** The design after the action, or why it is impossible. */
function outcome(before: string, selected: readonly Path[], action: SelectionAction): string {
  const design = designOf(before)
  const edit = editOfSelection(design, selected, action, added)
  if (!edit.ok) return edit.problem.what
  const result = applyEdit(design, edit.value)
  if (!result.ok) throw new Error(result.problem.what)
  return printDesign(result.value.design).replaceAll('dense(1) #', '').replaceAll('dense(1)', 'copy').replaceAll('dense(9)', 'NEW')
}

describe('an action on what is selected', () => {
  it.each<[SelectionAction, string, readonly Path[], string]>([
    ['insert-after', 'a -> b', [], 'a -> b -> NEW'],
    ['insert-before', 'a -> b', [], 'NEW -> a -> b'],
    ['insert-after', 'a -> b', [[0]], 'a -> NEW -> b'],
    ['insert-before', 'a -> b', [[1]], 'a -> NEW -> b'],
    ['insert-after', 'a -> b -> c', [[1], [0]], 'a -> b -> NEW -> c'],
    ['insert-before', 'a -> b -> c', [[2], [1]], 'a -> NEW -> b -> c'],
    ['insert-after', '(a -> b | c)', [[0, 0]], '(a -> b | NEW | c)'],
    ['wrap-parallel', 'a -> b', [[1]], 'a -> (b | NEW)'],
    ['wrap-parallel', 'a -> b -> c', [[0], [1]], '(a -> b | NEW) -> c'],
    ['wrap-parallel', 'a -> b -> c', [[0], [2]], 'the selected items are no neighbours in one series'],
    ['wrap-series', 'a -> (b | c)', [[1, 0, 0]], 'a -> (b -> NEW | c)'],
    ['wrap-series', 'a -> b -> c', [[0], [1]], 'a -> b -> NEW -> c'],
    ['unwrap', 'a -> (b | c)', [[1]], 'a -> b -> c'],
    ['unwrap', 'a -> (b -> d | c)', [[1, 0, 0], [1, 0, 1]], 'a -> b -> d -> c'],
    ['unwrap', 'a -> b', [[0]], 'the block stands in no parallel group'],
    ['unwrap', 'a -> b', [[0], [1]], 'the block stands in no parallel group'],
    ['unwrap', 'a', [], 'nothing is selected'],
    ['duplicate', 'a -> b', [[0]], 'a -> copy -> b'],
    ['duplicate', 'a -> b -> c', [[0], [2]], 'a -> b -> c -> copy -> copy'],
    ['remove', 'a -> b -> c', [[0], [2]], 'b'],
    ['remove', 'a -> b', [[1]], 'a'],
    ['move-right', 'a -> b -> c', [[0], [1]], 'c -> a -> b'],
    ['move-right', 'a -> b', [[1]], 'nothing stands further right'],
    ['move-up', '(a | b)', [[0, 0, 0]], 'there is no branch above'],
    ['move-left', 'a -> b -> c', [[0], [2]], 'the selected items are no neighbours in one series'],
    ['move-down', '(a -> b -> d | c)', [[0, 0, 0], [0, 0, 1]], '(d | a -> b -> c)']
  ])('%s in %s with %j gives %s', (action, before, selected, after) => {
    expect(outcome(before, selected, action)).toBe(after)
  })

  it('leaves together what was moved or copied together', () => {
    const design = designOf('a -> (b | c) -> d')
    expect(itemsTogether(design, { kind: 'move-all', from: [[0], [1], [1, 0, 0]], to: [3] })).toBe(2)
    expect(itemsTogether(design, { kind: 'duplicate-all', paths: [[0], [2]] })).toBe(2)
    expect(itemsTogether(design, { kind: 'insert', at: [0], items: [...added, ...added] })).toBe(2)
    expect(itemsTogether(design, { kind: 'insert', at: [1, 1], items: [...added, ...added] })).toBe(1)
    expect(itemsTogether(design, { kind: 'remove', path: [0] })).toBe(1)
  })
})
