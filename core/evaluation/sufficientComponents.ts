/** How much of each spectrum an answer rests on: for many, the largest eigenvalues alone. */
import type { InputShape } from '../api/model'
import { compileDesign, type CompiledSeries } from '../design/compile'
import { applyEdit } from '../design/edits'
import { itemAt } from '../design/paths'
import type { Path } from '../design/types'
import { gaussianComponents } from './gaussianity'
import { requiredPartitions, wholeInput } from './partition'
import type { PreparedDesign } from './prepare'
import { errorNeeds } from './standardErrors/needs'

/** By a partition's key, how many leading eigenvalues suffice. Of a partition that is not named all are wanted. */
export type SufficientComponents = ReadonlyMap<string, number>

/**
 * What a design's MMI at any budgets, its status and its standard errors from rows rest on: as many components as the widest layer
 * over each partition has outputs (MMI fills the largest eigenvalues), and those of the whole input that are tested for being Gaussian. Rank,
 * zeros, condition, the bracket of estimators and Gaussian standard errors after shrinkage take more: all of them.
 *
 * @param dimension N0 of the diagram's input
 */
export function componentsForValues(compiled: CompiledSeries, dimension: number): SufficientComponents {
  const needs = errorNeeds(compiled).partitions
  const whole = wholeInput(dimension)
  const counts = new Map([whole, ...requiredPartitions(compiled)].map(({ key }) => [key, Math.max(1, needs.get(key)?.components ?? 0)]))
  return counts.set(whole.key, Math.max(counts.get(whole.key)!, gaussianComponents(dimension)))
}

/**
 * The same for widths of one block up to the widest: what follows a block only gets wider with it.
 *
 * @returns null where that cannot be told beforehand, as the design is not legal at the widest
 */
export function componentsForWidths({ design, compiled }: PreparedDesign, shape: InputShape | null, path: Path, widest: number): SufficientComponents | null {
  const item = itemAt(design, path)
  if (item === null || item.kind === 'parallel') return null
  const edit = { kind: 'replace', path, item: item.kind === 'dense' ? { ...item, units: widest } : { ...item, filters: widest } } as const
  const edited = applyEdit(design, edit)
  const widened = edited.ok ? compileDesign(edited.value.design, { dimension: compiled.dimension, shape }) : edited
  if (!widened.ok) return null
  const now = componentsForValues(compiled, compiled.dimension)
  const then = componentsForValues(widened.value, compiled.dimension)
  return new Map([...now].map(([key, count]) => [key, Math.max(count, then.get(key) ?? 0)]))
}
