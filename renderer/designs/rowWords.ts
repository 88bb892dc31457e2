/** What a design's line in the comparison says. Pure. */
import type { InformationUnit } from '../../core/api/model'
import type { TargetInterval } from '../../core/api/target'
import type { Design } from '../../core/design/types'
import { cardTitle } from '../../core/report/diagram/captions'
import { statusMark } from '../../core/report/diagram/spoken'
import { formatCount, formatNumber, inUnit } from '../../core/report/format'
import { verdictInWords, verdictMarks, type VerdictPosition } from '../../core/report/verdict'
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
  readonly position: VerdictPosition
  readonly mark: string
  /** `above by 0.9 nat` */
  readonly words: string
}

const none = '–'

/** @param interval that the verdict is about; null: there is none */
export function rowWords({ comparison, design, problem }: Pick<DesignRow, 'comparison' | 'design' | 'problem'>, interval: TargetInterval | null, unit: InformationUnit): RowWords {
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
    verdict: verdict && interval && { position: verdict.position, mark: verdictMarks[verdict.position], words: verdictInWords(verdict, interval, unit) },
    trouble
  }
}

/** Each name stays on one line. */
function bottleneckTitles(design: Design, stages: readonly number[]): string {
  return listWords(stages.flatMap(stage => design.items[stage] ?? []).map(item => cardTitle(item).replaceAll(' ', '\u00a0')))
}
