/** Where a command writes: never over what it reads. */
import { stat } from 'node:fs/promises'
import { failure, success, type Result } from '../../core/api/problem'
import { usageProblem, type CommandName } from './usage'

/**
 * Refuses an output that is one of the inputs, by whatever name: a CSV replaced by its own moments cannot be had back.
 *
 * @param inputs files that the command reads; undefined where an option is absent
 */
export async function checkOutput(output: string, inputs: readonly (string | undefined)[], command: CommandName): Promise<Result<null>> {
  if (output.trim() === '') return failure(usageProblem('the name of the output file is empty', command))
  const target = await identity(output)
  for (const input of inputs) {
    if (target === null || input === undefined || (await identity(input)) !== target) continue
    return failure({ code: 'USAGE', what: 'the output is also an input', meaning: 'it would be lost; nothing was written', action: 'choose another name for the output', place: { file: output } })
  }
  return success(null)
}

/** The same for every name of one file; null when there is none. */
async function identity(file: string): Promise<string | null> {
  return stat(file, { bigint: true }).then(({ dev, ino }) => `${dev}:${ino}`, () => null)
}
