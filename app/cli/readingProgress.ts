/** A reading that goes on, in words for a terminal. */
import { duration } from '../../core/api/readingEstimate'
import type { LoadProgress } from '../../core/dataset/hooks'

/** What so little of the file says about the rest is guessing. */
const fewestSeconds = 1
/** What is soon over needs no word. */
const worthTelling = 5

/** @returns `reading 12 %, 480000 rows, about 40 s left` @param seconds since this pass of the file began */
export function readingProgress({ stage, bytes, totalBytes, rows }: Pick<LoadProgress, 'stage' | 'bytes' | 'totalBytes' | 'rows'>, seconds: number): string {
  const share = bytes / Math.max(1, totalBytes)
  const left = share > 0 ? (seconds / share) * (1 - share) : 0
  const told = seconds >= fewestSeconds && left >= worthTelling ? `, about ${duration(left)} left` : ''
  return `${stage} ${Math.floor(100 * share)} %, ${rows} rows${told}`
}
