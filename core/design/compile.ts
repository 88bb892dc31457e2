/**
 * A valid design made ready for evaluation: the same tree, every stage knowing what it reads of the input and how many outputs it
 * gives. Index sets are built once here; stages that see the whole input carry none.
 */
import { failure, success, type Result } from '../api/problem'
import { chainBudget } from './budgets'
import { inputLayout, layoutAfter, outputsOf, type DesignInput, type Layout } from './layout'
import type { Block, Branch, Design, Item, ParallelGroup, Path, Slice } from './types'
import { validateDesign } from './validate'
import { windowsOf, type StageWindows } from './windows'

export interface CompiledLeaf {
  readonly kind: 'leaf'
  readonly path: Path
  readonly block: Block
  /** What each output window reads, relative to the chain's input (theory.md §5); 'whole' for a dense layer and for a convolution behind one. */
  readonly windows: StageWindows
  /** R: input coordinates that one output window sees. */
  readonly reads: number
  /** N0/R, N0 the dimension of the chain's input. */
  readonly positions: number
  /** Dense: units; convolution on windows: filters; convolution behind a dense layer or a group: all its outputs. */
  readonly outputsPerWindow: number
  /** Total outputs of the block. */
  readonly outputs: number
  /** A convolution that acts as a dense map of the whole input, as a dense layer or a group stands before it. */
  readonly convAfterFlat: boolean
}

export interface CompiledGroup {
  readonly kind: 'group'
  readonly path: Path
  readonly group: ParallelGroup
  readonly branches: readonly CompiledSeries[]
  /** Of all branches together: they are concatenated. */
  readonly outputs: number
}

export interface CompiledSeries {
  readonly path: Path
  /** What the chain is measured against, in columns of the diagram's input. */
  readonly columns: 'all' | Slice
  /** Number of those columns. */
  readonly dimension: number
  readonly items: readonly (CompiledLeaf | CompiledGroup)[]
  /** The chain's own budget; null: the project's. */
  readonly budget: number | null
  /** Outputs of the last item. */
  readonly outputs: number
}

/** Where a series starts: the columns it is measured against, and what its first item reads. */
interface Start {
  readonly columns: 'all' | Slice
  readonly dimension: number
  readonly layout: Layout
  readonly windows: StageWindows
}

/** @returns the compiled root series; fails with the first problem of `validateDesign` */
export function compileDesign(design: Design, input: DesignInput): Result<CompiledSeries> {
  const [first] = validateDesign(design, input)
  if (first) return failure(first.problem)
  const start: Start = { columns: 'all', dimension: input.dimension, layout: inputLayout(input), windows: 'whole' }
  return success(compileSeries(design.items, [], start))
}

function compileSeries(items: readonly Item[], path: Path, start: Start): CompiledSeries {
  const compiled: (CompiledLeaf | CompiledGroup)[] = []
  let { layout, windows } = start
  items.forEach((item, index) => {
    const here: Start = { ...start, layout, windows }
    if (item.kind === 'parallel') {
      const group = compileGroup(item, [...path, index], here)
      compiled.push(group)
      layout = { kind: 'flat', outputs: group.outputs }
      windows = 'whole'
    } else {
      const next = compileLeaf(item, [...path, index], here)
      compiled.push(next.leaf)
      layout = next.layout
      windows = next.leaf.windows
    }
  })
  const { columns, dimension } = start
  return { path, columns, dimension, items: compiled, budget: chainBudget(items), outputs: outputsOf(layout) }
}

function compileLeaf(block: Block, path: Path, start: Start): { readonly leaf: CompiledLeaf; readonly layout: Layout } {
  const { dimension, layout: before, windows: windowsBefore } = start
  const after = layoutAfter(before, block)
  if (!after.ok) throw new Error(`validated designs compile: ${after.problem.what}`)
  const layout = after.value
  const windows = block.kind === 'conv' ? windowsOf(before, windowsBefore, block) : 'whole'
  const outputs = outputsOf(layout)
  const whole = { reads: dimension, positions: 1, outputsPerWindow: outputs, convAfterFlat: block.kind === 'conv' }
  const size = windows === 'whole' ? whole : windowed(windows, outputs)
  return { leaf: { kind: 'leaf', path, block, windows, ...size, outputs }, layout }
}

function windowed(windows: readonly Int32Array[], outputs: number): Pick<CompiledLeaf, 'reads' | 'positions' | 'outputsPerWindow' | 'convAfterFlat'> {
  return { reads: windows[0]?.length ?? 0, positions: windows.length, outputsPerWindow: outputs / windows.length, convAfterFlat: false }
}

function compileGroup(group: ParallelGroup, path: Path, start: Start): CompiledGroup {
  const branches = group.branches.map((branch, index) => compileSeries(branch.items, [...path, index], startOf(branch, start)))
  return { kind: 'group', path, group, branches, outputs: branches.reduce((sum, branch) => sum + branch.outputs, 0) }
}

/** A branch without a slice goes on from where its group stands; a slice narrows the input that the group reads. */
function startOf({ slice }: Branch, start: Start): Start {
  if (!slice) return start
  const offset = start.columns === 'all' ? 0 : start.columns.from
  const dimension = slice.to - slice.from
  return {
    columns: { from: offset + slice.from, to: offset + slice.to },
    dimension,
    layout: { kind: 'input', dimension, shape: null, sliced: true },
    windows: 'whole'
  }
}
