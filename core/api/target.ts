/**
 * The target interval for I(X;Z) as data: what may be asked, and what the answer holds. All information in nats; the unit
 * shown is a matter of output. Keys of `TargetAnalysis` are those of `mmi target --json` (app/cli/README.md).
 */
import { z } from 'zod'
import type { Nats } from './model'

const probability = z.number().min(0).max(1)

/** How the contraction constant η is chosen: the paper's ρ_m, the exact η_KL, or the user's own in (0, 1]. */
export const etaChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paper') }),
  z.strictObject({ kind: z.literal('exact') }),
  z.strictObject({ kind: z.literal('manual'), value: z.number().gt(0).max(1) })
])
export type EtaChoice = z.infer<typeof etaChoiceSchema>

/**
 * How J = I(X;Y) is estimated: from the held-out log-likelihood of cross-fitted posteriors (the default, a lower bound in
 * expectation), from their entropies, by nearest neighbours (Ross 2014, at most 5 features), as its cap Ĥ(Y), or the user's own.
 */
export const informationChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cross-fitted') }),
  z.strictObject({ kind: z.literal('posterior-entropy') }),
  z.strictObject({ kind: z.literal('ross') }),
  z.strictObject({ kind: z.literal('label-entropy') }),
  z.strictObject({ kind: z.literal('manual'), value: z.number().min(0).refine(Number.isFinite) })
])
export type InformationChoice = z.infer<typeof informationChoiceSchema>

export const deltaChoiceSchema = z.discriminatedUnion('kind', [
  /** The larger of the paper's rate and the bootstrap. */
  z.strictObject({ kind: z.literal('estimated') }),
  z.strictObject({ kind: z.literal('manual'), value: probability })
])
export type DeltaChoice = z.infer<typeof deltaChoiceSchema>

export const classifiers = ['lda', 'qda', 'knn'] as const
export type Classifier = (typeof classifiers)[number]

export const targetOptionsSchema = z.strictObject({
  eta: etaChoiceSchema,
  information: informationChoiceSchema,
  delta: deltaChoiceSchema,
  /** m′ ≥ 1 of the paper's rate. */
  mPrime: z.number().min(1).refine(Number.isFinite),
  classifier: z.enum(classifiers),
  /** null: min(5, rows of the smallest class). */
  folds: z.number().int().min(2).max(1000).nullable(),
  seed: z.number().int().min(0).max(0xffff_ffff),
  permutations: z.number().int().min(20).max(10_000),
  refits: z.number().int().min(2).max(1000),
  /** The user states that Y is a function of X: J = H(Y), η = 1. */
  deterministicLabels: z.boolean()
})
export type TargetOptions = z.infer<typeof targetOptionsSchema>

export const defaultTargetOptions: TargetOptions = {
  eta: { kind: 'paper' },
  information: { kind: 'cross-fitted' },
  delta: { kind: 'estimated' },
  mPrime: 1,
  classifier: 'lda',
  folds: null,
  seed: 1,
  permutations: 200,
  refits: 20,
  deterministicLabels: false
}

/** Tested in this order; exhaustive and exclusive (target.md). */
export const targetStates = ['no-signal', 'unlearnable', 'open', 'vacuous', 'ok'] as const
export type TargetState = (typeof targetStates)[number]

/** Where a number comes from, beside it wherever it is shown. */
export type Origin = 'estimated' | 'given' | 'stated'

export interface TargetInterval {
  /** I_lo = J/η. */
  readonly lower: Nats
  /** I_hi = (J − g)/(2δ); null without an upper end (δ = 0) and for a vacuous interval. */
  readonly upper: Nats | null
  readonly recommended: Nats | null
  /** Where the guaranteed curve L has fallen to half its peak: I_lo + P/(4δ). */
  readonly half: Nats | null
}

/** The interval at the ends of the uncertainty (± 2 SE); `upper` null: no upper end. */
export interface TargetBounds {
  readonly lower: Nats
  readonly upper: Nats | null
}

/** Everything that the curves of the target chart follow from. */
export interface TargetEnvelope {
  readonly informationXY: Nats
  readonly eta: number
  readonly delta: number
  readonly classes: number
}

export interface TargetAnalysis {
  readonly state: TargetState
  /** One sentence for the user, its amounts of information in the unit asked for. */
  readonly reason: string
  /** Rows to leave the state `unlearnable`, or to reach `ok` from `vacuous`; null elsewhere or where no number of rows suffices. */
  readonly rowsNeeded: number | null
  /** For `unlearnable`: rows to reach `ok`. */
  readonly rowsNeededForInterval: number | null
  readonly interval: TargetInterval | null
  /** [J⁺/η⁻, (J⁻ − g)/(2δ)], ± 2 SE; null where it is empty, and in every state but `ok` and `open`. */
  readonly inner: TargetBounds | null
  /** [J⁻/η⁺, (J⁺ − g)/(2δ)]; null in every state but `ok` and `open`. */
  readonly outer: TargetBounds | null
  /** P = J(1 − 2δ/η) − g, the peak of the guaranteed curve; null for no-signal. */
  readonly peak: Nats | null
  readonly informationXY: {
    /** Clipped to [0, Ĥ(Y)]; 0 where nothing could be estimated. */
    readonly value: Nats
    readonly standardError: Nats
    /** `cross-fitted-lda`, `posterior-entropy-qda`, `ross`, `label-entropy`, `given`, `stated` */
    readonly estimator: string
    /** log tr B ≥ J; null without posteriors. */
    readonly upperCheck: Nats | null
  }
  /** Ĥ(Y); log K, its largest value, without data. */
  readonly labelEntropy: Nats
  readonly eta: {
    /** Used; 0 where nothing could be estimated. */
    readonly value: number
    readonly variant: EtaChoice['kind'] | 'stated'
    /** ρ_m; null without data. */
    readonly maximalCorrelation: number | null
    /** η_KL ≥ ρ_m²; null without data. */
    readonly contraction: number | null
    /** Linear canonical correlation of X and one-hot Y. */
    readonly linear: number | null
    /** From the second eigenvalue of B. */
    readonly plugIn: number | null
    /** Of the value used; 0 for the user's own. */
    readonly standardError: number
    /** Of the permutation test that ρ_m = 0; null without data. It decides the state unless both J and η are the user's own. */
    readonly pValue: number | null
    /** η was raised to what the classifier's own decision proves. */
    readonly raised: boolean
  }
  readonly delta: {
    readonly value: number
    /** δ_f at m rows. */
    readonly formula: number
    /** δ_b, brought from the measured rows to m by 1/√m; null without data. */
    readonly bootstrap: number | null
    readonly mPrime: number
    readonly impliedMPrime: number | null
    readonly origin: Origin
  }
  /** m: rows with a class that a model would be trained on, which δ, rowsNeeded and log m belong to; of classes left out, none. */
  readonly rows: number
  /** Rows that the estimates rest on: fewer than `rows` when a large file was sampled; null without data. */
  readonly measuredRows: number | null
  /** Of a file with more rows, a seeded sample. */
  readonly sampled: boolean
  /** Names of the classes used; empty without data. */
  readonly classes: readonly string[]
  readonly classifier: Classifier | null
  readonly folds: number | null
  /** null without data. */
  readonly seed: number | null
  /** log m when I_hi lies above it: the sample could be memorised. */
  readonly memorisation: Nats | null
  /** Envelope of the interval in use; null for no-signal. */
  readonly envelope: TargetEnvelope | null
  /** Sentences the user should read. */
  readonly notes: readonly string[]
}

/** What designs are held against. A vacuous interval has a lower end for reference and judges none: no I(X;Z) is guaranteed to carry anything. */
export function judgingInterval(analysis: TargetAnalysis | null): TargetInterval | null {
  return analysis !== null && (analysis.state === 'ok' || analysis.state === 'open') ? analysis.interval : null
}

/** Where a design stands with respect to an interval. */
export interface TargetVerdict {
  readonly position: 'below' | 'inside' | 'above'
  readonly mmi: Nats
  /** I_hi − MMI; null without an upper end. */
  readonly distance: Nats | null
  /** The largest number of units (filters) of the first bottleneck leaf with MMI ≤ I_hi, all else fixed; null when every width stays below. */
  readonly width: number | null
  /** Path of that leaf; null when the bottleneck holds none. */
  readonly leaf: readonly number[] | null
  /** The project's F at which MMI = I_hi; null when no finite budget reaches it. */
  readonly budget: number | null
}
