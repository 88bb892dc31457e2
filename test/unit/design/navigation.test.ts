import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { neighbour, type Direction } from '../../../core/design/navigation'
import { parseDesign } from '../../../core/design/parse'
import { branchAt, itemAt } from '../../../core/design/paths'
import type { Design, Path } from '../../../core/design/types'
import { arbitraryDesign, blockPaths, pathFor } from './arbitraryDesign'

const directions: readonly Direction[] = ['left', 'right', 'up', 'down']

function designOf(text: string): Design {
  const result = parseDesign(text)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

function reachable(design: Design, start: Path): Set<string> {
  const seen = new Set([start.join('.')])
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const direction of directions) {
      const next = neighbour(design, path, direction)
      if (next === null || seen.has(next.join('.'))) continue
      seen.add(next.join('.'))
      waiting.push(next)
    }
  }
  return seen
}

describe('arrow keys', () => {
  it('reach every block from every block', () => {
    fc.assert(fc.property(arbitraryDesign, design => {
      const blocks = blockPaths(design).map(path => path.join('.'))
      for (const start of [blocks.at(0), blocks.at(-1)]) {
        const seen = reachable(design, (start ?? '').split('.').map(Number))
        expect(blocks.filter(block => !seen.has(block))).toEqual([])
      }
    }))
  })

  it('lead to something that exists, and left undoes right along the first branches', () => {
    fc.assert(fc.property(arbitraryDesign.chain(design => fc.tuple(fc.constant(design), pathFor(design))), ([design, path]) => {
      for (const direction of directions) {
        const next = neighbour(design, path, direction)
        if (next) expect(itemAt(design, next) ?? branchAt(design, next)).not.toBeNull()
      }
      const inFirstBranches = path.every((step, position) => position % 2 === 0 || step === 0)
      const right = neighbour(design, path, 'right')
      if (right && inFirstBranches && path.length % 2 === 1) expect(neighbour(design, right, 'left')).toEqual(path)
    }))
  })

  const design = designOf('dense(1) -> (dense(2) -> dense(3) | (dense(4) | dense(5)) -> dense(6)) -> dense(7)')
  it.each<[Path, Direction, Path | null]>([
    [[0], 'right', [1]],
    [[1], 'right', [1, 0, 0]],
    [[1, 0, 0], 'right', [1, 0, 1]],
    [[1, 0, 1], 'right', [2]],
    [[2], 'right', null],
    [[2], 'left', [1, 0, 1]],
    [[1, 0, 0], 'left', [1]],
    [[1], 'left', [0]],
    [[0], 'left', null],
    [[1, 0, 1], 'down', [1, 1, 1]],
    [[1, 0, 0], 'down', [1, 1, 0]],
    [[1, 1, 0], 'right', [1, 1, 0, 0, 0]],
    [[1, 1, 0, 0, 0], 'down', [1, 1, 0, 1, 0]],
    [[1, 1, 0, 0, 0], 'up', [1, 0, 0]],
    [[1, 1, 0, 1, 0], 'down', null],
    [[1, 1, 0, 1, 0], 'right', [1, 1, 1]],
    [[1, 1], 'up', [1, 0]],
    [[1, 1], 'right', [1, 1, 0]],
    [[1, 1], 'left', [1]],
    [[0], 'up', null],
    [[9], 'left', null]
  ])('from %j %s is %j', (path, direction, next) => {
    expect(neighbour(design, path, direction)).toEqual(next)
  })
})
