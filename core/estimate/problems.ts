/** Expected trouble of the target interval, in words. */
import type { Problem } from '../api/problem'
import { classCap } from '../dataset/classes'
import { formatCompact } from '../report/format'

export const needsLabel: Problem = {
  code: 'TARGET_NEEDS_LABEL',
  what: 'no row has a class',
  meaning: 'the target interval depends on what the features tell of a label; nothing was estimated',
  action: 'choose the label column, or give I(X;Y), η, δ, the number of classes and of rows'
}

/** The first complaint of a schema about the options. */
export function invalidOption(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): Problem {
  return {
    code: 'TARGET_OPTION_INVALID',
    what: `the option ${issue?.path.map(String).join('.') ?? ''} of the target interval is not valid (${issue?.message ?? ''})`,
    meaning: 'nothing was computed',
    action: 'choose a value within its range'
  }
}

/** A given number that no data could have. */
export function outOfRange(what: string, value: number, range: string): Problem {
  return {
    code: 'TARGET_OPTION_INVALID',
    what: `${what} is ${formatCompact(value)}`,
    meaning: `it must be ${range}; nothing was computed`,
    action: 'choose a value within this range'
  }
}

/** A label that is nearly different in every row is no class. */
export function tooManyClasses(label: string): Problem {
  return {
    code: 'TARGET_NEEDS_LABEL',
    what: `the label "${label}" has more than ${classCap} classes`,
    meaning: 'so many cannot be told apart from rows; nothing was estimated',
    action: 'choose a label with fewer classes, or group its values'
  }
}

export const needsRows: Problem = {
  code: 'TARGET_NEEDS_ROWS',
  what: 'the rows are not at hand, only their moments',
  meaning: 'I(X;Y), η and δ are estimated from rows; nothing was estimated',
  action: 'open the CSV, or compute the moments with rows (mmi moments --rows)'
}
