/** The arrays of a moments file, decoded on demand and checked until they can be computed with. */
import { ProblemError, type Problem } from '../api/problem'
import { readNpy, type NpyArray } from './npy'

/** The members of a moments file by name, decoded on demand; every method throws a ProblemError for what is wrong. */
export class MomentsArrays {
  constructor(private readonly members: ReadonlyMap<string, Uint8Array>) {}

  has(name: string): boolean {
    return this.members.has(name)
  }

  requireAll(names: readonly string[]): void {
    const missing = names.filter(name => !this.has(name))
    if (missing.length > 0) throw invalid(`the moments file lacks the ${missing.length === 1 ? 'array' : 'arrays'} ${missing.map(name => `"${name}"`).join(', ')}`)
  }

  /** Finite numbers of exactly this shape. */
  numbers(name: string, shape: readonly number[]): Float64Array {
    const array = this.array(name)
    if (array.dtype !== 'float64') throw wrongType(name, array, 'float64')
    requireShape(name, array, shape)
    if (!areFinite(array.values)) throw invalid(`the array "${name}" holds a value that is not a finite number`)
    return array.values
  }

  /** Counts: whole numbers ≥ 0 that a number holds exactly. */
  integers(name: string, shape: readonly number[]): number[] {
    const array = this.array(name)
    if (array.dtype !== 'int32' && array.dtype !== 'int64') throw wrongType(name, array, 'int64')
    requireShape(name, array, shape)
    const values = Array.from<number | bigint, number>(array.values, Number)
    if (!values.every(value => Number.isSafeInteger(value) && value >= 0)) throw invalid(`the array "${name}" holds a value that is no count`)
    return values
  }

  /** Indices below a bound, −1 for none. */
  indices(name: string, length: number, bound: number): Int32Array {
    const array = this.array(name)
    if (array.dtype !== 'int32') throw wrongType(name, array, 'int32')
    requireShape(name, array, [length])
    if (!array.values.every(value => value >= -1 && value < bound)) throw invalid(`the array "${name}" holds a value that is no index of a class`)
    return array.values
  }

  /** How many rows a table of `columns` columns has. */
  rowsOf(name: string, columns: number): number {
    const { shape } = this.array(name)
    if (shape.length !== 2 || shape[1] !== columns) throw invalid(`the array "${name}" has the shape (${shape.join(', ')}), (k, ${columns}) is needed`)
    return shape[0]!
  }

  integer(name: string): number {
    return this.integers(name, [])[0] ?? 0
  }

  /** A list of texts of any length. */
  texts(name: string): readonly string[] {
    const array = this.array(name)
    if (array.dtype !== 'unicode') throw wrongType(name, array, 'unicode')
    requireShape(name, array, [array.values.length])
    return array.values
  }

  text(name: string): string {
    const array = this.array(name)
    if (array.dtype !== 'unicode') throw wrongType(name, array, 'unicode')
    requireShape(name, array, [])
    return array.values[0] ?? ''
  }

  private array(name: string): NpyArray {
    this.requireAll([name])
    const array = readNpy(this.members.get(name) ?? new Uint8Array(), name)
    if (!array.ok) throw new ProblemError(array.problem)
    return array.value
  }
}

/** A plain loop: over the 10⁷ values of a wide scatter matrix `every` takes most of the opening time. */
function areFinite(values: Float64Array): boolean {
  for (let index = 0; index < values.length; index++) {
    if (!Number.isFinite(values[index])) return false
  }
  return true
}

function requireShape(name: string, array: NpyArray, shape: readonly number[]): void {
  const agrees = array.shape.length === shape.length && shape.every((size, axis) => array.shape[axis] === size)
  if (!agrees) throw invalid(`the array "${name}" has the shape (${array.shape.join(', ')}), (${shape.join(', ')}) is needed`)
}

function wrongType(name: string, array: NpyArray, expected: string): ProblemError {
  return invalid(`the array "${name}" is of type ${array.dtype}, ${expected} is needed`)
}

export function invalid(what: string): ProblemError {
  const problem: Problem = {
    code: 'MOMENTS_INVALID',
    what,
    meaning: 'the moments were not read',
    action: 'compute them again with mmi moments'
  }
  return new ProblemError(problem)
}
