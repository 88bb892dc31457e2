/** From what a user calls a block to where it stands. */
import { failure, success, type Problem, type Result } from '../api/problem'
import { displayPath, isItemPath, itemAt, pathFromDisplay, walk } from './paths'
import type { Design, Path } from './types'

/**
 * The dense or convolution block that a text names: by its label where the design has that only once, else by its path (cli.md).
 * A label begins with a letter and a path with a digit, so no text is both.
 *
 * @returns fails with DESIGN_BLOCK_UNKNOWN when the text names nothing, several blocks, or a group
 */
export function blockNamed(design: Design, text: string): Result<Path> {
  const holders = walk(design).filter(entry => entry.kind === 'item' && entry.item.label === text)
  if (holders.length > 1) return failure(unknown(`the label "${text}" stands at ${holders.map(({ display }) => display).join(' and ')}`, 'name one of these paths'))
  const path = holders[0]?.path ?? pathFromDisplay(design, text)
  if (path === null || path.length === 0) return failure(unknown(`no block is called "${text}"`, `name one of ${blocksIn(design).join(', ')}`))
  const item = isItemPath(path) ? itemAt(design, path) : null
  return item === null || item.kind === 'parallel' ? failure(unknown(`"${text}" is a group, and a group has no width`, `name one of ${blocksIn(design).join(', ')}`)) : success(path)
}

const mostNamed = 12

/** Labels, or paths where there is none, of the first blocks. */
function blocksIn(design: Design): readonly string[] {
  const blocks = walk(design).flatMap(({ path }) => {
    const item = isItemPath(path) ? itemAt(design, path) : null
    return item === null || item.kind === 'parallel' ? [] : [item.label ?? displayPath(design, path)]
  })
  return blocks.length > mostNamed ? [...blocks.slice(0, mostNamed), '…'] : blocks
}

function unknown(what: string, action: string): Problem {
  return { code: 'DESIGN_BLOCK_UNKNOWN', what, meaning: 'nothing was computed', action }
}
