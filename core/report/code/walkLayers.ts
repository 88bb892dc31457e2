/** A design read from its input to its output, for writing it down in another language. */
import { failure, success, type Result } from '../../api/problem'
import { inputLayout, layoutAfter, outputsOf, type DesignInput, type Layout } from '../../design/layout'
import { printDesign } from '../../design/print'
import type { Block, Branch, Design, Item, Path } from '../../design/types'
import { validateDesign } from '../../design/validate'

/** What flows along a line of generated code: a name and the layout of what it holds. */
export interface Flow {
  readonly name: string
  readonly layout: Layout
}

/** How a language writes the steps; each returns the name that holds the result. */
export interface CodeWriter {
  layer(from: Flow, block: Block, path: Path, after: Layout): string
  slice(from: Flow, branch: NonNullable<Branch['slice']>, path: Path): string
  /** Branches side by side, each a plain vector. */
  concatenate(branches: readonly Flow[], path: Path): string
}

/** Writes every step of a valid design. @returns the last flow; fails with the design's first problem */
export function writeLayers(design: Design, input: DesignInput, first: string, writer: CodeWriter): Result<Flow> {
  const [problem] = validateDesign(design, input)
  return problem ? failure(problem.problem) : success(writeSeries(design.items, [], { name: first, layout: inputLayout(input) }, writer))
}

function writeSeries(items: readonly Item[], path: Path, start: Flow, writer: CodeWriter): Flow {
  return items.reduce<Flow>((from, item, index) => writeItem(item, [...path, index], from, writer), start)
}

function writeItem(item: Item, path: Path, from: Flow, writer: CodeWriter): Flow {
  if (item.kind !== 'parallel') {
    const after = layoutAfter(from.layout, item)
    if (!after.ok) throw new Error(`valid designs have a layout: ${after.problem.what}`)
    return { name: writer.layer(from, item, path, after.value), layout: after.value }
  }
  const branches = item.branches.map((branch, index) => {
    const at = [...path, index]
    return writeSeries(branch.items, at, branch.slice ? sliced(from, branch.slice, at, writer) : from, writer)
  })
  return { name: writer.concatenate(branches, path), layout: { kind: 'flat', outputs: branches.reduce((sum, branch) => sum + outputsOf(branch.layout), 0) } }
}

function sliced(from: Flow, slice: NonNullable<Branch['slice']>, path: Path, writer: CodeWriter): Flow {
  return { name: writer.slice(from, slice, path), layout: { kind: 'input', dimension: slice.to - slice.from, shape: null, sliced: true } }
}

/** Lines of the comment at the top of generated code. */
export function preamble(design: Design, { dimension, shape }: DesignInput): readonly string[] {
  const image = shape ? `: ${shape.height} x ${shape.width} images with ${shape.channels} ${shape.channels === 1 ? 'channel' : 'channels'}, row by row, channel last` : ''
  return [printDesign(design), '', `Written by MMI Workbench. Input: ${dimension} numbers a row${image}.`]
}
