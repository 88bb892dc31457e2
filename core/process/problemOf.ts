/** What went wrong, from what was thrown. */
import { ProblemError } from '../api/problem'

/** The problem that an exception carries, or INTERNAL with its stack for the log. */
export function problemOf(error: unknown) {
  if (error instanceof ProblemError) return error.problem
  return {
    code: 'INTERNAL',
    what: 'something failed that should not',
    meaning: 'the last result stands',
    action: 'try again, and report it if it happens twice',
    details: error instanceof Error ? (error.stack ?? error.message) : String(error)
  } as const
}
