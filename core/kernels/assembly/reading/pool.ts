/** Zeroed memory behind the fixed areas, taken and given back in powers of two; the memory grows with it. */

const leastPower: u32 = 6
const pageBytes: usize = 65536

let top: usize = 0
/** First free area of each size, each holding the next one's address. */
let free: usize = 0

/** @param freeLists 32 addresses, zero @param from where the pool begins */
export function usePool(freeLists: usize, from: usize): void {
  free = freeLists
  top = from
}

function powerOf(bytes: usize): u32 {
  return max(leastPower, 32 - <u32>clz<u32>(<u32>bytes - 1))
}

/** Traps when the machine has no more. */
export function take(bytes: usize): usize {
  const power = powerOf(bytes)
  const list = free + (<usize>power << 2)
  let area = <usize>load<u32>(list)
  if (area) store<u32>(list, load<u32>(area))
  else {
    area = top
    top += <usize>1 << power
    const missing = <i64>top - (<i64>memory.size() << 16)
    if (missing > 0 && memory.grow(<i32>((missing + (1 << 22)) / <i64>pageBytes)) < 0) unreachable()
  }
  memory.fill(area, 0, <usize>1 << power)
  return area
}

export function giveBack(area: usize, bytes: usize): void {
  const list = free + (<usize>powerOf(bytes) << 2)
  store<u32>(area, load<u32>(list))
  store<u32>(list, <u32>area)
}
