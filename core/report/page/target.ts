/** The report's part on the target interval and on the certificate. */
import type { Certificate, InformationUnit } from '../../api/model'
import type { TargetAnalysis, TargetBounds } from '../../api/target'
import { formatCount, formatInformation, formatNumber } from '../format'
import type { ReportContent } from './content'
import { facts, list, paragraph, section, type Html } from './html'
import { asSentence, named } from './provenance'
import { withError } from './designs'

export function targetSection({ target, unit }: ReportContent): Html | null {
  if (target === null) return null
  const { analysis, saved } = target
  const { informationXY, eta, delta } = analysis
  return section('Target interval for I(X;Z)',
    paragraph(intervalWords(analysis, unit), 'answer'),
    paragraph(asSentence(analysis.reason)),
    ...(saved ? [paragraph('From the saved run: the rows were not at hand when this report was written.', 'dim')] : []),
    facts([
      ['Certain part', boundsWords(analysis.inner, unit)],
      ['Possible extent', boundsWords(analysis.outer, unit)],
      ['I(X;Y)', `${withError(informationXY.value, informationXY.standardError, unit)} (${informationXY.estimator})`],
      ['H(Y)', `${formatInformation(analysis.labelEntropy, unit)}, ${formatCount(analysis.classes.length)} classes: ${named(analysis.classes)}`],
      ['η', `${formatNumber(eta.value)} (${eta.variant})${eta.raised ? ', raised to what the classifier’s own decision proves' : ''}`],
      ['ρ_m, η_KL, linear, plug-in', [eta.maximalCorrelation, eta.contraction, eta.linear, eta.plugIn].every(value => value === null) ? null
        : [eta.maximalCorrelation, eta.contraction, eta.linear, eta.plugIn].map(value => formatNumber(value)).join(', ')],
      ['p of no dependence', eta.pValue === null ? null : formatNumber(eta.pValue, 2)],
      ['δ', `${formatNumber(delta.value)} (${delta.origin}); rate ${formatNumber(delta.formula)}${delta.bootstrap === null ? '' : `, bootstrap ${formatNumber(delta.bootstrap)}`}`],
      ['Rows', `${formatCount(analysis.rows)}${analysis.sampled ? ', estimates on a seeded sample' : ''}`],
      ['Classifier, folds, seed', analysis.classifier === null ? null : `${analysis.classifier}, ${analysis.folds ?? '–'}, ${analysis.seed}`],
      ['Rows needed', analysis.rowsNeeded === null ? null : formatCount(analysis.rowsNeeded)]
    ]),
    analysis.notes.length === 0 ? null : list(analysis.notes.map(asSentence)))
}

function intervalWords({ interval, state }: TargetAnalysis, unit: InformationUnit): string {
  if (interval === null) return state === 'no-signal' ? 'No interval: no signal' : 'No interval'
  if (interval.upper === null) return `From ${formatInformation(interval.lower, unit)}, without an upper end`
  return `${formatInformation(interval.lower, unit)} to ${formatInformation(interval.upper, unit)}`
}

function boundsWords(bounds: TargetBounds | null, unit: InformationUnit): string | null {
  if (bounds === null) return null
  return `${formatInformation(bounds.lower, unit)} to ${bounds.upper === null ? 'no upper end' : formatInformation(bounds.upper, unit)}`
}

export function certificateSection(certificate: Certificate | null, unit: InformationUnit): Html | null {
  if (certificate === null) return null
  const { achieved, bound, starts, seed, constructed } = certificate
  return section('Certificate',
    paragraph(`${formatInformation(achieved, unit, 7)} ≤ MMI ≤ ${formatInformation(bound, unit, 7)}`, 'answer'),
    facts([
      ['Gap', bound === 0 ? null : `${formatNumber(Math.max(0, (100 * (bound - achieved)) / bound), 2)} % of the bound`],
      ['How', `weights trained from ${formatCount(starts)} random ${starts === 1 ? 'start' : 'starts'}, seed ${seed}${constructed === null ? '' : '; and the optimum that the theory constructs'}`]
    ]))
}
