/** From a choice in the target panel to the options it stands for. What becomes the user's own starts at the value in use. Pure. */
import { assertNever } from '../../core/api/problem'
import type { DeltaChoice, EtaChoice, InformationChoice, TargetAnalysis } from '../../core/api/target'

/** In four digits: a starting point to be typed over. */
const startingAt = (value: number | undefined, otherwise: number): number => (value === undefined ? otherwise : Number(value.toPrecision(4)))

export function chooseEta(kind: EtaChoice['kind'], analysis: TargetAnalysis | null): EtaChoice {
  switch (kind) {
    case 'paper':
    case 'exact':
      return { kind }
    case 'manual':
      return { kind, value: Math.min(1, startingAt(analysis?.eta.value, 1)) }
    default:
      return assertNever(kind)
  }
}

export function chooseInformation(kind: InformationChoice['kind'], analysis: TargetAnalysis | null): InformationChoice {
  switch (kind) {
    case 'cross-fitted':
    case 'posterior-entropy':
    case 'ross':
    case 'label-entropy':
      return { kind }
    case 'manual':
      return { kind, value: startingAt(analysis?.informationXY.value, 1) }
    default:
      return assertNever(kind)
  }
}

export function chooseDelta(kind: DeltaChoice['kind'], analysis: TargetAnalysis | null): DeltaChoice {
  switch (kind) {
    case 'estimated':
      return { kind }
    case 'manual':
      return { kind, value: Math.min(1, startingAt(analysis?.delta.value, 0.05)) }
    default:
      return assertNever(kind)
  }
}
