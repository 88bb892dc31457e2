/** The certificate in words: how near weights that someone can hold come to the bound of the theory. Pure. */
import type { Certificate, InformationUnit } from '../../core/api/model'
import { assertNever } from '../../core/api/problem'
import { formatInformation, formatNumber } from '../../core/report/format'

/** Gaps below this share of the bound are the rounding of the numbers compared. */
const rounding = 1e-9
/** Below this share nobody would choose another design for the gap's sake. */
const tight = 0.01

export interface CertificateGap {
  /** Bound less achieved, nats; negative where weights pass an approximation. */
  readonly nats: number
  /** Of the bound; 0 for a bound of nothing. */
  readonly share: number
  readonly verdict: 'attained' | 'tight' | 'loose' | 'passed'
}

export function certificateGap({ achieved, bound }: Pick<Certificate, 'achieved' | 'bound'>): CertificateGap {
  const nats = bound - achieved
  const share = bound > 0 ? nats / bound : 0
  const verdict = share < -rounding ? 'passed' : share <= rounding ? 'attained' : share <= tight ? 'tight' : 'loose'
  return { nats, share, verdict }
}

/** How large it is, whichever way: `0.0020 nat, 0.020 %`. */
export function gapText({ nats, share, verdict }: CertificateGap, unit: InformationUnit): string {
  return verdict === 'attained' ? 'none' : `${formatInformation(Math.abs(nats), unit, 2)}, ${formatNumber(100 * Math.abs(share), 2)} %`
}

/** What the gap means, a sentence or two. */
export function gapInWords(certificate: Certificate): string {
  const { verdict } = certificateGap(certificate)
  switch (verdict) {
    case 'attained':
      return 'Weights were found that reach the bound: the MMI is attained.'
    case 'tight':
      return 'Weights were found that come within one per cent of the bound: the MMI is all but attained.'
    case 'loose':
      return certificate.status === 'exact'
        ? 'The bound is exact, so better weights exist; training did not find them. More starts may.'
        : 'No weights were found that reach the bound: it may be loose, or training may have missed better weights. More starts may tell.'
    case 'passed':
      return 'Weights were found that pass the number shown: here it is an approximation, and too low.'
    default:
      return assertNever(verdict)
  }
}
