/** Names of a design's layers in generated code: from labels where they are unique, else from paths. */
import { displayPath, samePath, walk } from '../../design/paths'
import type { Block, Design, Path } from '../../design/types'

export interface LayerName {
  readonly path: Path
  readonly block: Block
  /** `dense_head`, `conv_0`, `dense_1_0`: a valid identifier in Python, unique in the design. */
  readonly name: string
}

/** In reading order. The kind comes first, so that no name is a keyword or an attribute of the framework's classes. */
export function layerNames(design: Design): readonly LayerName[] {
  const leaves = walk(design).flatMap(entry => (entry.kind === 'item' && entry.item.kind !== 'parallel' ? [{ path: entry.path, block: entry.item }] : []))
  const wished = leaves.map(({ block }) => (block.label === undefined ? null : `${block.kind}_${block.label.replaceAll('-', '_')}`))
  return leaves.map(({ path, block }, index) => {
    const label = wished[index] ?? null
    const unique = label !== null && wished.filter(other => other === label).length === 1
    return { path, block, name: unique ? label : `${block.kind}_${displayPath(design, path).replaceAll('.', '_')}` }
  })
}

/** @throws Error for a path without a block: a bug of the caller */
export function nameAt(names: readonly LayerName[], path: Path): string {
  const found = names.find(entry => samePath(entry.path, path))
  if (!found) throw new Error(`no block stands at [${path.join(', ')}]`)
  return found.name
}
