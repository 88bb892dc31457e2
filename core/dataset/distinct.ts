/** How many different texts a column holds, up to a cap, in a few kilobytes whatever their length. */
import { distinctCap } from '../api/model'

const firstSize = 16

/**
 * Counts distinct texts by a 53-bit hash of each: below the cap the chance of counting one too few is 1e-10.
 * A table of hashes, not of texts, so that thousands of columns stay small; freed when the cap is reached.
 */
export class DistinctCounter {
  /** null once the cap is reached. */
  private table: Float64Array | null | undefined
  private filled = 0

  /** Distinct texts so far, at most `distinctCap`. */
  get count(): number {
    return this.filled
  }

  add(text: string): void {
    if (this.table === null) return
    this.table ??= new Float64Array(firstSize)
    if (!insert(this.table, hash(text))) return
    this.filled++
    if (this.filled === distinctCap) this.table = null
    else if (this.filled * 2 > this.table.length) this.table = grown(this.table)
  }
}

/** Whether the key was new. Zero marks a free place; keys are never zero. */
function insert(table: Float64Array, key: number): boolean {
  let at = key % table.length
  while (table[at] !== 0) {
    if (table[at] === key) return false
    at = (at + 1) % table.length
  }
  table[at] = key
  return true
}

function grown(table: Float64Array): Float64Array {
  const larger = new Float64Array(table.length * 2)
  for (const key of table) if (key !== 0) insert(larger, key)
  return larger
}

/** Two rounds of multiply and xor over the characters, joined to 53 bits. */
function hash(text: string): number {
  let low = 0x9e3779b9
  let high = 0x85ebca6b
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x5bd1e995)
    high ^= high >>> 15
  }
  low = Math.imul(low ^ (low >>> 16), 0x7feb352d)
  low ^= low >>> 15
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0) + 1
}
