/** The smallest of many numbers, without sorting them all. */

/**
 * Indices of the `count` smallest values, ascending by value; of equal values the first ones, in their order.
 *
 * @param values without NaN; not changed
 */
export function firstInOrder(values: Float64Array, count: number): Int32Array {
  if (count <= 0 || values.length === 0) return new Int32Array(0)
  const wanted = Math.min(count, values.length)
  const limit = wanted === values.length ? Infinity : smallest(values.slice(), wanted - 1)
  const chosen = new Int32Array(wanted)
  let filled = 0
  for (let at = 0; at < values.length; at++) if (values[at]! < limit) chosen[filled++] = at
  for (let at = 0; at < values.length && filled < wanted; at++) if (values[at] === limit) chosen[filled++] = at
  return chosen.sort((a, b) => values[a]! - values[b]! || a - b)
}

/** The value that would stand at `rank` if the values were sorted (Hoare's selection); reorders them. */
function smallest(values: Float64Array, rank: number): number {
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!
    let left = low
    let right = high
    while (left <= right) {
      while (values[left]! < pivot) left++
      while (values[right]! > pivot) right--
      if (left <= right) {
        const kept = values[left]!
        values[left++] = values[right]!
        values[right--] = kept
      }
    }
    if (rank <= right) high = right
    else if (rank >= left) low = left
    else return pivot
  }
  return values[rank]!
}
