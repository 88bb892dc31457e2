/** Analyses as core may give them, for the tests of the panels. Digits, about as the estimates come out; the others with what their state leaves out. */
import type { TargetAnalysis, TargetVerdict } from '../../../core/api/target'

export const digitsAnalysis: TargetAnalysis = {
  state: 'ok', reason: 'the label can be carried, and something of it is guaranteed', rowsNeeded: null, rowsNeededForInterval: null,
  interval: { lower: 2.081, upper: 13.04, recommended: 13.04, half: 7.559 }, inner: { lower: 2.139, upper: 12.71 }, outer: { lower: 2.024, upper: 13.37 }, peak: 1.337,
  informationXY: { value: 2.05, standardError: 0.0203, estimator: 'cross-fitted-lda', upperCheck: 2.217 }, labelEntropy: 2.302,
  eta: { value: 0.985, variant: 'paper', maximalCorrelation: 0.985, contraction: 0.9712, linear: 0.948, plugIn: 0.9881, standardError: 0.0021, pValue: 0.004975, raised: false },
  delta: { value: 0.061, formula: 0.0439, bootstrap: 0.061, mPrime: 1, impliedMPrime: 1.929, origin: 'estimated' },
  rows: 1797, measuredRows: null, sampled: false, classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], classifier: 'lda', folds: 5, seed: 1, memorisation: 7.494,
  envelope: { informationXY: 2.05, eta: 0.985, delta: 0.061, classes: 10 }, notes: ['3 columns have no variance within a class and were left out']
}

export const vacuousAnalysis: TargetAnalysis = {
  ...digitsAnalysis, state: 'vacuous', reason: 'with 500 rows nothing is guaranteed', rowsNeeded: 993, interval: { lower: 0.7074, upper: null, recommended: null, half: null },
  inner: null, outer: null, memorisation: null, notes: []
}

export const unlearnableAnalysis: TargetAnalysis = { ...vacuousAnalysis, state: 'unlearnable', reason: 'every nat kept costs more than it carries', interval: null, rowsNeeded: 270, rowsNeededForInterval: 4312 }

export const noSignalAnalysis: TargetAnalysis = { ...vacuousAnalysis, state: 'no-signal', reason: 'permuted labels do as well (p = 0.41)', interval: null, envelope: null, peak: null, rowsNeeded: null }

export const openAnalysis: TargetAnalysis = { ...vacuousAnalysis, state: 'open', reason: 'δ = 0: nothing is lost in learning', rowsNeeded: null, outer: { lower: 0.66, upper: null }, inner: { lower: 0.76, upper: null } }

export const above: TargetVerdict = { position: 'above', mmi: 13.94, distance: -0.9, width: 7, leaf: [2], budget: 41.0237 }
export const inside: TargetVerdict = { position: 'inside', mmi: 9.8, distance: 3.24, width: null, leaf: [2], budget: null }
