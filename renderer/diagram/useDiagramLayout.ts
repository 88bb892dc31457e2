/**
 * The layout of what is shown, in two steps: places follow the design, thicknesses follow its result. What an edit or a result leaves
 * as it was stays the same object, so that only what has changed is drawn again.
 */
import { computed, shallowRef, watch } from 'vue'
import type { Evaluation } from '../../core/api/model'
import type { Design, Path } from '../../core/design/types'
import { layoutFlows } from '../../core/report/diagram/layout'
import { placeDesign } from '../../core/report/diagram/place'
import { pathKey, type DiagramLayout, type DiagramNode, type DiagramSource, type Gap, type NodePlace, type Placement } from '../../core/report/diagram/types'
import type { CollapsedGroups } from '../stores/collapsedGroups'
import { lastingNumbers, type LastingNumbers } from './lastingNumbers'

interface Shown {
  readonly design: Design
  readonly evaluation: Evaluation | null
  readonly source: DiagramSource
  readonly collapsed: CollapsedGroups
}

/** @param shown read reactively */
export function useDiagramLayout(shown: () => Shown) {
  // By its texts: an owner may well write the source as a literal, a new object each time.
  const name = computed(() => shown().source.name)
  const detail = computed(() => shown().source.detail)
  const design = computed(() => shown().design)
  const collapsed = computed(() => shown().collapsed)
  const placement = computed<Placement>(before => {
    const now = placeDesign(design.value, { source: { name: name.value, detail: detail.value }, collapsed: collapsed.value })
    return before ? { ...now, nodes: keepEqual(before.nodes, now.nodes, samePlace), gaps: keepEqual(before.gaps, now.gaps, sameGap) } : now
  })
  const evaluation = computed(() => shown().evaluation)
  const layout = computed<DiagramLayout>(before => {
    const now = layoutFlows(placement.value, evaluation.value)
    return before ? { ...now, nodes: keepEqual(before.nodes, now.nodes, sameNode) } : now
  })
  const nodes = computed(() => new Map(layout.value.nodes.map(node => [node.key, node])))
  const lasting = computed<LastingNumbers>(before => lastingNumbers(before ?? null, placement.value.nodes))
  /** What an item is drawn under, by its key: it stays with the item where its path changes. */
  const numbers = computed(() => lasting.value.numbers)

  // Bands ease while they stay where they are; when the cards jump, a band that followed slowly would hang loose.
  const eased = shallowRef(false)
  watch(placement, (now, before) => { eased.value = samePlaces(now, before) })

  /** The item at a path, or the item that holds it where that is collapsed; null when there is nothing. */
  function nodeAt(path: Path | null): DiagramNode | null {
    for (let length = path?.length ?? 0; path && length > 0; length -= 1) {
      const node = nodes.value.get(pathKey(path.slice(0, length)))
      if (node) return node
    }
    return null
  }

  return { layout, nodes, numbers, eased, nodeAt }
}

/** The new list with the old object wherever nothing has changed. */
function keepEqual<T extends { readonly key: string }>(before: readonly T[], now: readonly T[], equal: (one: T, other: T) => boolean): readonly T[] {
  const known = new Map(before.map(entry => [entry.key, entry]))
  return now.map(entry => {
    const old = known.get(entry.key)
    return old && equal(old, entry) ? old : entry
  })
}

/** Its path follows from its key. */
function sameGap(one: Gap, other: Gap): boolean {
  return one.x === other.x && one.axis === other.axis && one.width === other.width && one.height === other.height && one.before === other.before && one.after === other.after
}

function shallowEqual(one: object, other: object): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => {
    const left: unknown = Reflect.get(one, name)
    const right: unknown = Reflect.get(other, name)
    return left === right || (Array.isArray(left) && Array.isArray(right) && sameList(left, right))
  })
}

function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}

type Place = NodePlace & { readonly kind: DiagramNode['kind']; readonly item: DiagramNode['item'] }

/** Paths and words follow from the key and the item: edits share what they leave alone, so items are compared by identity. */
function samePlace(one: Place, other: Place): boolean {
  return one.item === other.item && one.kind === other.kind && one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height
    && one.displayPath === other.displayPath && shallowEqual(one.position, other.position) && one.ordinal === other.ordinal && one.siblings === other.siblings
}

function sameNode(one: DiagramNode, other: DiagramNode): boolean {
  return samePlace(one, other) && one.bottleneck === other.bottleneck && sameResult(one.evaluation, other.evaluation)
}

/** Equality of what is drawn and spoken; breakpoints, which may be thousands, are neither. */
function sameResult(one: DiagramNode['evaluation'], other: DiagramNode['evaluation']): boolean {
  if (one === null || other === null) return one === other
  const sums = 'sumRule' in one && 'sumRule' in other ? one.sumRule === other.sumRule && one.jointBound === other.jointBound : one.kind === other.kind
  return sums && one.mmi === other.mmi && one.status === other.status && sameList(one.reasons, other.reasons)
}

function samePlaces(one: Placement, other: Placement): boolean {
  return one.width === other.width && one.height === other.height && one.nodes.length === other.nodes.length
    && one.nodes.every((node, index) => {
      const twin = other.nodes[index]
      return twin !== undefined && node.key === twin.key && node.x === twin.x && node.y === twin.y && node.width === twin.width
    })
}
