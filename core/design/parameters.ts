/** What the numbers and names of a block may be: one set of limits for the notation, the inspector and the edits. */
import type { Problem } from '../api/problem'
import { activations, type Activation, type Block, type Slice } from './types'

/** Largest number of units, filters or window positions that a design may name. */
export const largestCount = 1_000_000_000

/** Groups within groups: deeper than this nobody draws, and a stack could overflow. */
export const maximumDepth = 100

/** Names of a count in a sentence: `the number of units`. */
export type CountName = 'number of units' | 'number of filters' | 'block size' | 'kernel height' | 'kernel width'

const labelPattern = /^[A-Za-z][A-Za-z0-9_-]*$/

const otherNames: Readonly<Record<string, Activation>> = { identity: 'linear', swish: 'silu' }

const activationsByName: ReadonlyMap<string, Activation> = new Map(
  [...activations.map(name => [compactName(name), name] as const), ...Object.entries(otherNames)]
)

function compactName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '')
}

/** The activation that a word names, whatever its hyphens, underscores and capitals (`leaky_relu`, `LeakyReLU`); null when unknown. */
export function activationNamed(word: string): Activation | null {
  return activationsByName.get(compactName(word)) ?? null
}

/** A label is an ASCII letter followed by letters, digits, `_` or `-`. */
export function isLabel(text: string): boolean {
  return labelPattern.test(text)
}

/** Why `value` cannot be a count (an integer from 1 to 1,000,000,000), or null when it can. */
export function countProblem(name: CountName, value: number): Problem | null {
  if (Number.isInteger(value) && value >= 1 && value <= largestCount) return null
  return parameterProblem(`the ${name} is ${value}`, 'it must be an integer from 1 to 1,000,000,000', `change the ${name}`)
}

/** Why `value` cannot be a weight budget F (finite, ≥ 0), or null when it can. */
export function budgetProblem(value: number): Problem | null {
  if (Number.isFinite(value) && value >= 0) return null
  return parameterProblem(`the budget is ${value}`, 'a weight budget is a finite number of at least 0', 'change the budget')
}

/** Why `[from:to]` cannot be a slice (integers, 0 ≤ from < to), or null when it can. Whether it is within range depends on the input. */
export function sliceProblem({ from, to }: Slice): Problem | null {
  if (Number.isSafeInteger(from) && Number.isSafeInteger(to) && from >= 0 && from < to) return null
  return {
    code: 'DESIGN_SLICE',
    what: `[${from}:${to}] names no columns`,
    meaning: 'a slice a:b holds the columns a ≤ i < b, counted from 0',
    action: 'give two integers with a < b'
  }
}

/** The first parameter of a block that is out of its limits, or null: for blocks that did not come from the notation. */
export function blockProblem(block: Block): Problem | null {
  return sizesProblem(block)
    ?? (block.budget === undefined ? null : budgetProblem(block.budget))
    ?? labelProblem(block.label)
}

/** Why `label` cannot be a label, or null when it can (or there is none). */
export function labelProblem(label: string | undefined): Problem | null {
  if (label === undefined || isLabel(label)) return null
  return parameterProblem(
    `${JSON.stringify(label)} cannot be a label`,
    'a label is a letter a–z followed by letters, digits, "_" or "-"',
    'choose another label'
  )
}

function sizesProblem(block: Block): Problem | null {
  if (block.kind === 'dense') return countProblem('number of units', block.units)
  const window = block.window.kind === 'block'
    ? countProblem('block size', block.window.size)
    : countProblem('kernel height', block.window.height) ?? countProblem('kernel width', block.window.width)
  return window ?? countProblem('number of filters', block.filters)
}

function parameterProblem(what: string, meaning: string, action: string): Problem {
  return { code: 'DESIGN_PARAMETER', what, meaning, action }
}
