/** The whole picture of a design: positions from the design, thickness of the rails from its evaluation. */
import type { BlockEvaluation, Evaluation, GroupEvaluation, Nats } from '../../api/model'
import type { Design } from '../../design/types'
import { flowRails } from './flow'
import { placeDesign } from './place'
import type { DiagramLayout, DiagramNode, DiagramOptions, NodePlace, Placement } from './types'

/**
 * Lays a design out; linear in its blocks, deterministic, no DOM.
 *
 * @param evaluation the design's result, or that of a slightly different design: what cannot be matched by path and kind stays without a number; null: thin rails
 */
export function layoutDiagram(design: Design, evaluation: Evaluation | null, options: DiagramOptions): DiagramLayout {
  return layoutFlows(placeDesign(design, options), evaluation)
}

/** The second half of `layoutDiagram`, for a view that keeps the placement while results change. */
export function layoutFlows(placement: Placement, evaluation: Evaluation | null): DiagramLayout {
  const { root, nodes: places, ...rest } = placement
  const results = new Map((evaluation?.blocks ?? []).map(result => [result.path, result]))
  const stages = new Set(evaluation?.bottleneckStages ?? [])
  const matched = new Map<string, Nats>()
  const nodes = places.map((place): DiagramNode => {
    const result = matching(results.get(place.displayPath), place.item.kind)
    if (result) matched.set(place.displayPath, result.mmi)
    const bottleneck = result !== null && place.path.length === 1 && stages.has(place.path[0] ?? -1)
    return place.kind === 'block' ? withResult(place, result, bottleneck) : withResult(place, result, bottleneck)
  })
  const largest = nodes.reduce<Nats | null>((most, node) => (node.evaluation ? Math.max(most ?? 0, node.evaluation.mmi) : most), null)
  return { ...rest, nodes, ...flowRails(root, path => matched.get(path) ?? null, largest) }
}

/** Written out in one piece, as `placeOf` is, and for the same reason. */
function withResult<K, I>(place: NodePlace & { readonly kind: K; readonly item: I }, evaluation: DiagramNode['evaluation'], bottleneck: boolean) {
  const { kind, item, path, key, displayPath, x, y, width, height, axis, level, position, ordinal, siblings, title, detail } = place
  return { kind, item, path, key, displayPath, x, y, width, height, axis, level, position, ordinal, siblings, title, detail, evaluation, bottleneck }
}

function matching(result: BlockEvaluation | GroupEvaluation | undefined, kind: DiagramNode['item']['kind']): BlockEvaluation | GroupEvaluation | null {
  return result && result.kind === kind && Number.isFinite(result.mmi) ? result : null
}
