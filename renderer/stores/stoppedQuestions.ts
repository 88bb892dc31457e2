/** Questions that stopped core: the same one is not asked a third time in a row; another one is. */
import type { Result } from '../../core/api/problem'
import type { CoreState } from './coreConnection'

const stopsInARow = 2

export interface StoppedQuestions {
  mayAsk(question: string): boolean
  /** @param state of the line to core as the answer arrived */
  answered(question: string, result: Result<unknown>, state: CoreState): void
}

export function stoppedQuestions(): StoppedQuestions {
  const stops = new Map<string, number>()
  return {
    mayAsk: question => (stops.get(question) ?? 0) < stopsInARow,
    answered: (question, result, state) => {
      if (result.ok) stops.delete(question)
      else if (result.problem.code === 'CORE_STOPPED' && state === 'restarting') stops.set(question, (stops.get(question) ?? 0) + 1)
    }
  }
}
