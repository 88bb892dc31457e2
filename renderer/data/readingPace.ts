/** How fast a file is being read, and how long it will still take, in words. */
import type { JobProgress } from '../../core/api/contract'
import { formatCount, formatNumber } from '../../core/report/format'

/** When the job and its present stage began, in milliseconds of the same clock as `now`. */
export interface Pace {
  readonly started: number
  readonly stage: JobProgress['stage']
  readonly stageStarted: number
}

/** The pace after another report of progress. */
export function paceAfter(pace: Pace | null, progress: JobProgress, now: number): Pace {
  if (!pace) return { started: now, stage: progress.stage, stageStarted: now }
  return pace.stage === progress.stage ? pace : { ...pace, stage: progress.stage, stageStarted: now }
}

/** Before this much of a job is done, its end is anybody's guess. */
const tellingFraction = 0.05
const tellingMilliseconds = 500

/** `41,000 rows/s · 12 s left`; empty while too little has been seen to tell. */
export function paceWords(pace: Pace | null, progress: JobProgress, now: number): string {
  if (!pace) return ''
  const inStage = now - pace.stageStarted
  const words: string[] = []
  if (inStage >= tellingMilliseconds && progress.rows > 0) {
    const perSecond = (1000 * progress.rows) / inStage
    words.push(`${formatCount(Number(perSecond.toPrecision(2)))} rows/s`)
  }
  const elapsed = now - pace.started
  if (progress.fraction !== null && progress.fraction >= tellingFraction && elapsed >= tellingMilliseconds) {
    words.push(`${durationWords((elapsed * (1 - progress.fraction)) / progress.fraction / 1000)} left`)
  }
  return words.join(' · ')
}

function durationWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  const minutes = seconds / 60
  return minutes < 60 ? `${Math.round(minutes)} min` : `${formatNumber(minutes / 60, 2)} h`
}
