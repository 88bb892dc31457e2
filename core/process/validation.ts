/** Every call is checked against the contract before it reaches the code that serves it. */
import { coreCalls, type CoreApi } from '../api/contract'
import { failure, type Result } from '../api/problem'
import { problemOf } from './problemOf'

type AnyCall = (...args: unknown[]) => Promise<Result<unknown>>

/**
 * Wraps an implementation so that malformed arguments answer CALL_INVALID and a bug answers INTERNAL instead of
 * leaving the window waiting.
 */
export function validated(implementation: CoreApi): CoreApi {
  const wrapped: Record<string, AnyCall> = {}
  for (const [name, schema] of Object.entries(coreCalls)) {
    const serve = (implementation as unknown as Record<string, AnyCall>)[name]
    if (!serve) throw new Error(`the contract has a call ${name} that nobody serves`)
    wrapped[name] = async (...args) => {
      const parsed = schema.safeParse(args)
      if (!parsed.success) {
        return failure({
          code: 'CALL_INVALID',
          what: `the call ${name} has malformed arguments`,
          meaning: 'nothing was done',
          action: 'report this: it is a fault of the window, not of your data',
          details: parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')
        })
      }
      try {
        return await serve.call(implementation, ...(parsed.data as unknown[]))
      } catch (error) {
        return failure(problemOf(error))
      }
    }
  }
  return wrapped as unknown as CoreApi
}
