import type { InformationUnit } from '../../core/api/model'
import type { DiagramNode } from '../../core/report/diagram/types'

/** What a card or a frame of the picture shows. */
export interface NodeLook {
  node: DiagramNode
  unit: InformationUnit
  /** Its numbers are out of date. */
  stale: boolean
  selected: boolean
  /** Whether the Tab key reaches it. */
  focusable: boolean
  /** Whether it is being carried elsewhere. */
  dragged: boolean
  problem: string | null
}
