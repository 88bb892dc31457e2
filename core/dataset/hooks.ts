/** What a caller of a long reading may pass in, and how its problems come out. */
import { failure, ProblemError, success, type Result } from '../api/problem'
import type { KernelVariant } from '../kernels/load'
import type { ThreadsWanted } from './plain/crew'
import type { ReadingWork } from './plain/partReader'
import type { RowsOptions } from './rows'

export interface LoadProgress {
  readonly stage: 'reading' | 'moments'
  /** Bytes of this pass. */
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  /** Passes over the file, as far as is known. */
  readonly passes: 1 | 2
}

/** Which reader reads a CSV: `plain` reads plain numbers fast and leaves all else to `general`. Left out: by the size of the file. */
export type Lane = 'general' | 'plain'

export interface LoadHooks {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
  /** Told how many columns are measured, before their moments are at hand. */
  readonly onFeatures?: (count: number) => void
  /** Bytes read at a time; for tests. */
  readonly chunkBytes?: number
  /** Stops after so many bytes, for a first look. */
  readonly limitBytes?: number
  /** For tests and measurements. */
  readonly lane?: Lane
  /** Whether the SHA-256 of the bytes is wanted, as by whoever keeps the data. Left out: yes. Without it a file that changes between two passes is told by its size, time and inode. */
  readonly hashed?: boolean
  /** Whether it is counted how many different numbers a column holds, as by whoever shows the columns. Left out: yes. */
  readonly distinctNumbers?: boolean
  /** Told what a pass of the plain reader took; for measurements. */
  readonly onWork?: (work: ReadingWork) => void
  /** Told which reader has read the rows. */
  readonly onLane?: (lane: Lane) => void
  /** Threads of the plain reader, for tests. */
  readonly threads?: ThreadsWanted
  /** Kernels of the plain reader, for tests: null as on a machine without SIMD. Left out: the fastest that there are. */
  readonly variant?: KernelVariant | null
}

/** The hooks as the row reader takes them. */
export function readingOptions(hooks: LoadHooks, stage: LoadProgress['stage'], totalBytes: number): RowsOptions {
  return {
    signal: hooks.signal,
    chunkBytes: hooks.chunkBytes,
    limitBytes: hooks.limitBytes,
    onProgress: ({ bytes, rows }) => hooks.onProgress?.({ stage, bytes, totalBytes, rows, passes: 2 })
  }
}

/** Turns a thrown ProblemError into a failure; bugs stay thrown. */
export async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await work())
  } catch (error) {
    if (error instanceof ProblemError) return failure(error.problem)
    throw error
  }
}
