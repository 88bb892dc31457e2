/** The picture of a design as plain numbers: where everything stands and how thick the rails are. No DOM; lengths in px at zoom 1. */
import type { BlockEvaluation, GroupEvaluation, Nats } from '../../api/model'
import type { Block, ParallelGroup, Path } from '../../design/types'

/** What stands at the left end of the diagram: the file and its inputs. */
export interface DiagramSource {
  readonly name: string
  readonly detail: string
}

export interface DiagramOptions {
  readonly source: DiagramSource
  /** Groups shown as one card, by identity: edits elsewhere leave a group's object as it is. */
  readonly collapsed?: ReadonlySet<ParallelGroup>
}

/** Where an item stands among its neighbours; `index` counts from 0. */
export type Position =
  | { readonly kind: 'series'; readonly index: number; readonly count: number }
  | { readonly kind: 'branch'; readonly index: number; readonly count: number }
  | { readonly kind: 'branch-series'; readonly index: number; readonly count: number; readonly branch: number; readonly branches: number }

/** Fields shared by everything that can be selected. `y` is the upper edge; rails meet the item at `axis`. */
export interface NodePlace {
  readonly path: Path
  /** The path as text, unique in the diagram: `pathKey(path)`. */
  readonly key: string
  /** The path as on the command line, where the evaluation is looked up. */
  readonly displayPath: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly axis: number
  /** 1 for items of the root series, one more inside each group. */
  readonly level: number
  readonly position: Position
  /** Place and number among all items directly inside the same group (or the root), for a tree's reader; 1-based. */
  readonly ordinal: number
  readonly siblings: number
  readonly title: string
  readonly detail: string
}

export interface BlockPlace extends NodePlace {
  readonly kind: 'block'
  readonly item: Block
}

/** A group with its frame drawn around its branches, or collapsed to a card. */
export interface GroupPlace extends NodePlace {
  readonly kind: 'group' | 'collapsed'
  readonly item: ParallelGroup
}

/** A point where an item can be inserted, with the area that reacts to the pointer. */
export interface Gap {
  /** Path that an inserted item would get. */
  readonly path: Path
  readonly key: string
  readonly x: number
  readonly axis: number
  readonly width: number
  readonly height: number
  /** Keys of the items before and after it in the same series. */
  readonly before: string | null
  readonly after: string | null
}

/** Columns that a branch reads, written beside its first item. */
export interface SliceLabel {
  readonly key: string
  readonly x: number
  readonly y: number
  readonly text: string
}

export interface RailEnd {
  readonly x: number
  readonly y: number
  readonly thickness: number
}

export interface Rail {
  /** The key of the gap on it. */
  readonly key: string
  readonly kind: 'trunk' | 'branch'
  /** SVG path data of the filled band; always the same commands, so that it can be eased. */
  readonly d: string
  readonly start: RailEnd
  readonly end: RailEnd
  /** What can flow at its two ends; null without a result. At a fan this is the branch's flow, while the thickness is its share of the trunk. */
  readonly startFlow: Nats | null
  readonly endFlow: Nats | null
}

export interface FlowScale {
  readonly pixelsPerNat: number
  /** Largest flow in the diagram, drawn 56 px thick. */
  readonly largest: Nats
}

export type DiagramNode = (BlockPlace | GroupPlace) & {
  readonly evaluation: BlockEvaluation | GroupEvaluation | null
  readonly bottleneck: boolean
}

/** The picture without any result: depends on the design alone, so a new result moves nothing. */
export interface Placement {
  readonly width: number
  readonly height: number
  readonly source: DiagramSource & { readonly x: number; readonly y: number; readonly width: number }
  readonly sink: { readonly x: number; readonly y: number }
  /** Reading order: a group before what it holds. */
  readonly nodes: readonly (BlockPlace | GroupPlace)[]
  readonly gaps: readonly Gap[]
  readonly slices: readonly SliceLabel[]
  readonly root: PlacedSeries
}

export interface DiagramLayout extends Omit<Placement, 'nodes' | 'root'> {
  readonly nodes: readonly DiagramNode[]
  readonly rails: readonly Rail[]
  /** null without a result, or when nothing flows. */
  readonly scale: FlowScale | null
}

/** A series on its axis; `gapKeys[i]` is the gap before item i, the last one the gap after all. */
export interface PlacedSeries {
  readonly level: number
  readonly startX: number
  readonly endX: number
  readonly axis: number
  readonly items: readonly PlacedItem[]
  readonly gapKeys: readonly string[]
}

export type PlacedItem =
  | { readonly kind: 'card'; readonly place: BlockPlace | GroupPlace }
  | { readonly kind: 'group'; readonly place: GroupPlace; readonly branches: readonly PlacedSeries[] }

/** A path as a key: `[2, 0, 1]` → `2.0.1`; the root series is the empty text. */
export function pathKey(path: Path): string {
  return path.join('.')
}
