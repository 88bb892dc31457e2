/** The layout of what is shown, in two steps: places follow the design, thicknesses follow its result. */
import { computed, shallowRef, watch } from 'vue'
import type { Evaluation } from '../../core/api/model'
import type { Design, ParallelGroup, Path } from '../../core/design/types'
import { layoutFlows } from '../../core/report/diagram/layout'
import { placeDesign } from '../../core/report/diagram/place'
import { pathKey, type DiagramLayout, type DiagramNode, type DiagramSource, type Gap, type Placement } from '../../core/report/diagram/types'

interface Shown {
  readonly design: Design
  readonly evaluation: Evaluation | null
  readonly source: DiagramSource
}

/** @param shown read reactively */
export function useDiagramLayout(shown: () => Shown) {
  const collapsed = shallowRef<ReadonlySet<ParallelGroup>>(new Set())
  // By its texts: an owner may well write the source as a literal, a new object each time.
  const name = computed(() => shown().source.name)
  const detail = computed(() => shown().source.detail)
  const placement = computed(() => placeDesign(shown().design, { source: { name: name.value, detail: detail.value }, collapsed: collapsed.value }))
  const evaluation = computed(() => shown().evaluation)
  const layout = computed<DiagramLayout>(before => {
    const now = layoutFlows(placement.value, evaluation.value)
    return before ? { ...now, nodes: keepEqual(before.nodes, now.nodes), gaps: keepEqual(before.gaps, now.gaps) } : now
  })
  const nodes = computed(() => new Map(layout.value.nodes.map(node => [node.key, node])))
  const gapLabels = computed(() => new Map(layout.value.gaps.map(gap => [gap.key, gapLabel(gap, nodes.value)])))

  // Bands ease while they stay where they are; when the cards jump, a band that followed slowly would hang loose.
  const eased = shallowRef(false)
  watch(placement, (now, before) => { eased.value = samePlaces(now, before) })

  function collapse(path: Path, value: boolean): void {
    const node = nodes.value.get(pathKey(path))
    if (!node || node.kind === 'block') return
    const next = new Set(collapsed.value)
    if (value) next.add(node.item)
    else next.delete(node.item)
    collapsed.value = next
  }

  /** The item at a path, or the item that holds it where that is collapsed; null when there is nothing. */
  function nodeAt(path: Path | null): DiagramNode | null {
    for (let length = path?.length ?? 0; path && length > 0; length -= 1) {
      const node = nodes.value.get(pathKey(path.slice(0, length)))
      if (node) return node
    }
    return null
  }

  return { layout, nodes, gapLabels, eased, collapse, nodeAt }
}

function gapLabel(gap: Gap, nodes: ReadonlyMap<string, DiagramNode>): string {
  const before = nodes.get(gap.before ?? '')
  const after = nodes.get(gap.after ?? '')
  if (before && after) return `Insert between ${before.title} and ${after.title}`
  if (after) return `Insert before ${after.title}`
  return before ? `Insert after ${before.title}` : 'Insert the first block'
}

/** The new list with the old object wherever nothing has changed, so that only what has is drawn again. */
function keepEqual<T extends { readonly key: string }>(before: readonly T[], now: readonly T[]): readonly T[] {
  const known = new Map(before.map(entry => [entry.key, entry]))
  return now.map(entry => {
    const old = known.get(entry.key)
    return old && sameFields(old, entry) ? old : entry
  })
}

/** Equality of plain data as deep as the layout goes; a result's breakpoints, which may be thousands, are not drawn and not compared. */
function sameFields(one: object, other: object): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => {
    if (name === 'breakpoints') return true
    const left: unknown = Reflect.get(one, name)
    const right: unknown = Reflect.get(other, name)
    return Object.is(left, right) || (isObject(left) && isObject(right) && sameFields(left, right))
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function samePlaces(one: Placement, other: Placement): boolean {
  return one.width === other.width && one.height === other.height && one.nodes.length === other.nodes.length
    && one.nodes.every((node, index) => {
      const twin = other.nodes[index]
      return twin !== undefined && node.key === twin.key && node.x === twin.x && node.y === twin.y && node.width === twin.width
    })
}
