/** Data whose sums would not fit into this machine are refused before they are read, and where they can be computed is said. */
import { totalmem } from 'node:os'
import { ProblemError, type Problem } from '../api/problem'
import { packedLength } from './scatter'

const { BYTES_PER_ELEMENT } = Float64Array
/** The program, a sample of rows and the rows being summed. */
const besideSums = 512 * 1024 ** 2
/** The system needs its share. */
const usableShare = 0.85
/** Of the machine's memory, for sums of all threads together; above it fewer threads share the work. */
const sumsShare = 0.25

/** Bytes of memory that this process may use. */
export function machineMemory(): number {
  const constrained = process.constrainedMemory?.() ?? 0
  // no limit is told as 0 or as a number beyond any machine
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem()
}

/** Bytes for one triangle of sums over N0 columns. */
const sumsBytes = (features: number): number => BYTES_PER_ELEMENT * packedLength(features)

/** How many threads may keep sums of their own. @param most threads that there are */
export function threadsInMemory(features: number, most: number, memory = machineMemory()): number {
  return Math.max(1, Math.min(most, Math.floor((sumsShare * memory) / Math.max(1, sumsBytes(features)))))
}

/** Throws ProblemError MEMORY_TOO_SMALL when the sums and the scatter of so many columns do not fit. */
export function requireMemory(features: number, file: string, memory = machineMemory()): void {
  const needed = 2 * sumsBytes(features) + besideSums
  if (needed > usableShare * memory && features > 1) throw new ProblemError(memoryTooSmall(features, needed, memory, file))
}

/** @param needed bytes @param memory bytes of the machine; null: more was not given than there is */
export function memoryTooSmall(features: number, needed: number, memory: number | null, file: string): Problem {
  const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GB`
  return {
    code: 'MEMORY_TOO_SMALL',
    what: `the products of ${features} columns need ${gigabytes(needed)} of memory${memory === null ? ', more than this program was given' : `, this machine has ${gigabytes(memory)}`}`,
    meaning: 'nothing was computed',
    action: 'choose fewer columns (--features), or compute the moments on a larger machine (mmi moments) and open the moments file here',
    place: { file }
  }
}

/** Runs what takes memory for so many columns; what the machine does not give becomes the same problem. */
export async function withinMemory<T>(features: () => number, file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RangeError) || !/allocation|memory/i.test(error.message)) throw error
    throw new ProblemError({ ...memoryTooSmall(features(), 2 * sumsBytes(features()) + besideSums, null, file), details: error.message })
  }
}
