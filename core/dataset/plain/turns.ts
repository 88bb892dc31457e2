/** Which part reads which chunk: decided by what is known before, not by who is free, so that the same number of threads gives the same bits. */

/**
 * The share of the chunks that the thread takes which reads the file, hashes it and draws rows besides: as much as lets all of them end together.
 * In nanoseconds for each byte: about 0.3 for what only that thread does, 0.4 more where it hashes, 1.2 for the numbers in it and, for each column, 1/250 for its products.
 *
 * @param threads all of them
 * @returns 0 where it has enough to do without, or would keep the others waiting
 */
export function shareOfReader(features: number, threads: number, hashed: boolean): number {
  if (threads === 1) return 1
  if (features > mostFeatures) return 0
  const besides = (hashed ? 0.7 : 0.3) / (1.2 + features / 250)
  const share = (1 - besides * (threads - 1)) / threads
  return share < leastShare ? 0 : share
}

/** The products of a table of so many columns take a hundredth of a second, in which nothing is read for the other threads and nothing is cancelled. */
const mostFeatures = 1500

/** Below this it is not worth the memory of a part. */
const leastShare = 0.05

/**
 * The parts in turn, without end: the first as often as its share, evenly spread, the others alike.
 *
 * @param share of the first, from 0 to 1
 */
export function* turns(parts: number, share: number): Generator<number, never, undefined> {
  let others = 0
  for (let chunk = 1; ; chunk++) {
    if (parts === 1 || Math.floor(chunk * share) > Math.floor((chunk - 1) * share)) yield 0
    else yield 1 + (others++ % (parts - 1))
  }
}
