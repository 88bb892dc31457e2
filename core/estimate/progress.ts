/** Progress and cancel of a measurement. */
import { ProblemError } from '../api/problem'

export type MeasurementStage = 'preparing' | 'cross-fitting' | 'correlations' | 'permutations' | 'contraction' | 'neighbours' | 'refits'

export interface MeasurementHooks {
  readonly signal?: AbortSignal
  /** @param fraction of the work, 0 … 1, never falling */
  readonly onProgress?: (fraction: number, stage: MeasurementStage) => void
}

/** Turns progress within stages of different cost into progress of the whole. */
export class Progress {
  private readonly total: number

  /** @param costs of the stages in their order, in any unit */
  constructor(private readonly costs: readonly (readonly [MeasurementStage, number])[], private readonly hooks: MeasurementHooks) {
    this.total = costs.reduce((sum, [, cost]) => sum + cost, 0)
  }

  /**
   * @param share done of the stage
   * @throws ProblemError JOB_CANCELLED
   */
  report(stage: MeasurementStage, share: number): void {
    if (this.hooks.signal?.aborted) throw new ProblemError(cancelled)
    let before = 0
    for (const [name, cost] of this.costs) {
      if (name === stage) return this.hooks.onProgress?.(Math.min(1, (before + share * cost) / this.total), stage)
      before += cost
    }
  }
}

const cancelled = { code: 'JOB_CANCELLED', what: 'the estimate was cancelled', meaning: 'the last result stands', action: 'start it again when you like' } as const
