/**
 * The linear network of a compiled design, for the certificate. An activation never changes it: by Theorems 4 and 5 the best weights of
 * a linear layer are those of a relu or bijective one, and what other activations lose is told by the status, not here.
 */
import type { CompiledGroup, CompiledLeaf, CompiledSeries } from '../design/compile'
import type { StageWindows } from '../design/windows'
import type { Chain, Group, Layer, SharedLayer, Windows } from '../theory/certificate/network'

/** What stands before a layer: the chain's input, positions of a convolution on it, or a plain vector. */
type Before = 'input' | 'flat' | { readonly windows: Exclude<StageWindows, 'whole'> }

/** @param projectBudget F of every chain without its own */
export function linearNetwork(series: CompiledSeries, projectBudget: number): Chain {
  return chainOf(series, null, 'input', projectBudget)
}

function chainOf(series: CompiledSeries, slice: Chain['slice'], start: Before, projectBudget: number): Chain {
  const layers: Layer[] = []
  let before = start
  for (const item of series.items) {
    layers.push(item.kind === 'group' ? groupOf(item, before, projectBudget) : layerOf(item, before))
    before = item.kind === 'leaf' && item.block.kind === 'conv' && item.windows !== 'whole' ? { windows: item.windows } : 'flat'
  }
  return { slice, layers, budget: series.budget ?? projectBudget }
}

function groupOf({ group, branches }: CompiledGroup, before: Before, projectBudget: number): Group {
  return {
    kind: 'group',
    branches: branches.map((branch, index) => {
      const sliced = group.branches[index]?.slice !== undefined && branch.columns !== 'all'
      return chainOf(branch, sliced ? branch.columns : null, sliced ? 'input' : before, projectBudget)
    })
  }
}

function layerOf({ block, windows, outputs }: CompiledLeaf, before: Before): Layer {
  if (block.kind === 'dense') return { kind: 'dense', outputs, channels: 1 }
  return { kind: 'shared', filters: block.filters, windows: windows === 'whole' ? runsOf(block.window) : setsOf(windows, before) }
}

function runsOf(window: { readonly kind: string; readonly size?: number }): SharedLayer['windows'] {
  if (window.size === undefined) throw new Error('a 2-D kernel needs positions')
  return { kind: 'runs', size: window.size }
}

/** A compiled convolution names the coordinates of the input that each window sees; here the positions that it reads are needed. */
function setsOf(windows: Exclude<StageWindows, 'whole'>, before: Before): Windows {
  if (before === 'input') return { kind: 'sets', sets: windows }
  if (before === 'flat') throw new Error('behind a plain vector a convolution reads runs')
  const size = before.windows[0]?.length ?? 1
  const positionOf = new Map(before.windows.map((window, position) => [window[0], position]))
  return {
    kind: 'sets',
    sets: windows.map(window => Int32Array.from({ length: window.length / size }, (_, index) => {
      const position = positionOf.get(window[index * size])
      if (position === undefined) throw new Error('a window that does not begin where a position begins')
      return position
    }))
  }
}
