/** The diagram as a list: one row per item and per branch of several items, as the picture has them, for a tree view beside it. */
import type { Evaluation, InformationUnit, Nats } from '../../api/model'
import { isItemPath } from '../../design/paths'
import type { Path } from '../../design/types'
import { formatCompact, inUnit } from '../format'
import { pathKey, type DiagramNode } from './types'

/** A branch of several items, which the picture shows by its rail alone. */
export interface BranchRow {
  readonly kind: 'branch'
  readonly title: string
  readonly detail: string
  readonly mmi: Nats | null
}

export interface ItemRow {
  readonly kind: 'item'
  readonly node: DiagramNode
}

export type OutlineRow = (BranchRow | ItemRow) & {
  readonly path: Path
  readonly key: string
  /** 1 for items of the root series. */
  readonly level: number
  /** Place and number among the rows directly below the same one, 1-based. */
  readonly ordinal: number
  readonly siblings: number
  /** Key of the row that it stands below; null at the root. */
  readonly parent: string | null
}

/**
 * Rows in reading order. What a collapsed group holds has none.
 *
 * @param nodes of a layout, in reading order
 */
export function outlineRows(nodes: readonly DiagramNode[], evaluation: Evaluation | null): readonly OutlineRow[] {
  const rows: OutlineRow[] = []
  const levels = new Map<string, number>()
  const add = (row: OutlineRow): void => {
    rows.push(row)
    levels.set(row.key, row.level)
  }
  const results = new Map((evaluation?.blocks ?? []).flatMap(result => (result.kind === 'series' ? [[result.path, result.mmi] as const] : [])))
  for (const node of nodes) {
    const { position, path } = node
    const group = path.length > 1 ? pathKey(path.slice(0, -2)) : null
    const branch = pathKey(path.slice(0, -1))
    const groupLevel = group === null ? 0 : levels.get(group) ?? 0
    if (position.kind === 'branch-series') {
      if (position.index === 0) {
        const display = node.displayPath.slice(0, node.displayPath.lastIndexOf('.'))
        add({
          kind: 'branch', path: path.slice(0, -1), key: branch, level: groupLevel + 1, ordinal: position.branch + 1, siblings: position.branches, parent: group,
          title: `branch ${position.branch + 1}`, detail: `${position.count} in series`, mmi: results.get(display) ?? null
        })
      }
      add({ kind: 'item', node, path, key: node.key, level: groupLevel + 2, ordinal: position.index + 1, siblings: position.count, parent: branch })
    } else {
      add({ kind: 'item', node, path, key: node.key, level: groupLevel + 1, ordinal: position.index + 1, siblings: position.count, parent: group })
    }
  }
  return rows
}

/** What a screen reader says of a branch's row. */
export function spokenBranch(row: OutlineRow & BranchRow, unit: InformationUnit): string {
  const place = `Branch ${row.ordinal} of ${row.siblings}, ${row.detail}`
  return row.mmi === null ? place : `${place}, ${formatCompact(inUnit(row.mmi, unit))} ${unit}`
}

/**
 * Where an arrow key leads in a list: up and down to the next row, left to the row above in the tree, right to the first row below it.
 *
 * @returns null where there is none
 */
export function rowBeside(rows: readonly OutlineRow[], key: string, direction: 'left' | 'right' | 'up' | 'down'): OutlineRow | null {
  const index = rows.findIndex(row => row.key === key)
  const row = rows[index]
  if (!row) return null
  const next = rows[index + 1]
  switch (direction) {
    case 'up':
      return rows[index - 1] ?? null
    case 'down':
      return next ?? null
    case 'left':
      return rows.find(other => other.key === row.parent) ?? null
    case 'right':
      return next?.parent === row.key ? next : null
  }
}

/** The arrow of the picture that moves a row one place up or down in its list: branches trade places, items follow their series. */
export function moveDirection(row: OutlineRow, direction: 'up' | 'down'): 'left' | 'right' | 'up' | 'down' {
  const isBranch = !isItemPath(row.path) || (row.kind === 'item' && row.node.position.kind === 'branch')
  if (isBranch) return direction
  return direction === 'up' ? 'left' : 'right'
}
