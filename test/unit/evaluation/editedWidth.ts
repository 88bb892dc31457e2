import { applyEdit } from '../../../core/design/edits'
import { itemAt } from '../../../core/design/paths'
import { printDesign } from '../../../core/design/print'
import type { Design, Path } from '../../../core/design/types'
import { must } from '../../support/evaluate'

/** The design with another number of units or filters at a block, as text. */
export function editedWidth(design: Design, path: Path, width: number): string {
  const item = itemAt(design, path)
  if (item === null || item.kind === 'parallel') throw new Error('no block there')
  const edited = item.kind === 'dense' ? { ...item, units: width } : { ...item, filters: width }
  return printDesign(must(applyEdit(design, { kind: 'replace', path, item: edited })).design)
}
