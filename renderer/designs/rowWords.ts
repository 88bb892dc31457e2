/** What a design's line in the comparison says. Pure. */
import type { InformationUnit } from '../../core/api/model'
import type { TargetVerdict } from '../../core/api/target'
import type { Design } from '../../core/design/types'
import { cardTitle } from '../../core/report/diagram/captions'
import { statusMark } from '../../core/report/diagram/spoken'
import { formatCount, formatNumber, inUnit, unitSymbol } from '../../core/report/format'
import { listWords, problemWords, statusWord } from '../shell/wording'
import type { DesignRow } from '../stores/designs'

export interface RowWords {
  /** Without its unit, which stands above the column. */
  readonly mmi: string
  readonly standardError: string | null
  readonly status: string
  /** `≤`, `≈`, or nothing for an exact number. */
  readonly mark: string
  /** As on their cards: a label, else kind and size. */
  readonly bottleneck: string
  readonly parameters: string
  readonly verdict: VerdictWords | null
  /** Why there is no answer, or none for the present design. */
  readonly trouble: string | null
}

export interface VerdictWords {
  readonly position: TargetVerdict['position']
  readonly words: string
  /** A whole sentence, on hover. */
  readonly title: string
}

const none = '–'

export function rowWords({ comparison, design, problem }: Pick<DesignRow, 'comparison' | 'design' | 'problem'>, unit: InformationUnit): RowWords {
  const trouble = problem === null ? null : problem.code === 'DESIGN_EMPTY' ? 'Nothing is drawn in it yet.' : problemWords(problem).what
  if (!comparison) return { mmi: none, standardError: null, status: none, mark: '', bottleneck: none, parameters: none, verdict: null, trouble }
  const { evaluation, parameters, verdict } = comparison
  const { value, status, standardError } = evaluation.mmi
  return {
    mmi: formatNumber(inUnit(value, unit)),
    standardError: standardError === null ? null : formatNumber(inUnit(standardError, unit), 2),
    status: statusWord(status),
    mark: statusMark(status),
    bottleneck: bottleneckTitles(design, evaluation.bottleneckStages),
    parameters: formatCount(parameters),
    verdict: verdict && verdictWords(verdict, unit),
    trouble
  }
}

function bottleneckTitles(design: Design, stages: readonly number[]): string {
  return listWords(stages.flatMap(stage => design.items[stage] ?? []).map(cardTitle))
}

function verdictWords({ position, distance }: TargetVerdict, unit: InformationUnit): VerdictWords {
  if (distance === null) return { position, words: position, title: `${sentenceStart(position)} the target interval, which has no upper end.` }
  const amount = formatNumber(inUnit(Math.abs(distance), unit), 2)
  return position === 'above'
    ? { position, words: `above by ${amount}`, title: `${amount} ${unitSymbol(unit)} above the upper end of the target interval.` }
    : { position, words: position, title: `${sentenceStart(position)} the target interval, ${amount} ${unitSymbol(unit)} below its upper end.` }
}

const sentenceStart = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
