/** What a screen reader says of an item, short things first: "Dense 64, 2 of 5 in series, 3.2 nats, bottleneck". */
import { assertNever } from '../../api/problem'
import type { InformationUnit, Status } from '../../api/model'
import type { Item } from '../../design/types'
import { formatCompact, inUnit } from '../format'
import { cardDetail, shapeText } from './captions'
import type { DiagramNode, Position } from './types'

export interface SpokenContext {
  readonly unit: InformationUnit
  /** The number belongs to an earlier state of the design. */
  readonly stale: boolean
  readonly problem: string | null
}

/** The spoken name of an item: what it is, where it stands, its MMI, and what is special about it. */
export function spokenName(node: DiagramNode, context: SpokenContext): string {
  const parts = [spokenItem(node.item), spokenPosition(node.position)]
  if (node.evaluation) {
    parts.push(`${formatCompact(inUnit(node.evaluation.mmi, context.unit))} ${context.unit}`)
    if (node.evaluation.status !== 'exact') parts.push(statusWords[node.evaluation.status])
  }
  if (node.bottleneck) parts.push('bottleneck')
  if (node.evaluation && context.stale) parts.push('out of date')
  if (context.problem !== null) parts.push(`problem: ${context.problem}`)
  return parts.join(', ')
}

/** Spoken and shown words of a status. */
export const statusWords: Readonly<Record<Status, string>> = { exact: 'exact', 'upper-bound': 'upper bound', approximation: 'approximation' }

/** The mark beside a number that is not exact: `≤` for an upper bound, `≈` for an approximation. */
export function statusMark(status: Status): string {
  switch (status) {
    case 'exact':
      return ''
    case 'upper-bound':
      return '≤'
    case 'approximation':
      return '≈'
    default:
      return assertNever(status)
  }
}

function spokenItem(item: Item): string {
  const label = item.label === undefined ? '' : `${item.label}, `
  if (item.kind === 'parallel') return `${label || 'Parallel group, '}${cardDetail(item)}`
  const shape = shapeText(item).replace('conv', 'convolution').replace('×', ' by ')
  return label ? `${label}${shape}` : `${shape.slice(0, 1).toUpperCase()}${shape.slice(1)}`
}

function spokenPosition(position: Position): string {
  const place = `${position.index + 1} of ${position.count}`
  switch (position.kind) {
    case 'series':
      return `${place} in series`
    case 'branch':
      return `branch ${place}`
    case 'branch-series':
      return `${place} in series, branch ${position.branch + 1} of ${position.branches}`
    default:
      return assertNever(position)
  }
}
