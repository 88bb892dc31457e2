/** The `mmi` command: one command, one exit status. */
import { application } from '../../core/project/formatVersion'
import { problemOf } from '../../core/process/problemOf'
import { assertNever, type Result } from '../../core/api/problem'
import { exitStatusOf, print, printProblem, type ExitStatus } from './output'
import { commandHelp, commandHelps, commandNames, generalHelp, readOptions, usageProblem, type CommandName, type Options } from './usage'

/** Run `mmi` with the words after its name. @returns the exit status */
export async function runCommandLine(words: readonly string[]): Promise<ExitStatus> {
  const [first, ...rest] = words
  if (first === undefined) {
    printProblem(usageProblem('no command is named'), false)
    return 2
  }
  if (first === 'help' || first === '--help' || first === '-h') {
    print(generalHelp())
    return 0
  }
  if (first === '--version') {
    print(`mmi ${application.version}\n`)
    return 0
  }
  const json = words.includes('--json')
  const command = commandNames.find(name => name === first)
  if (!command) {
    printProblem(usageProblem(`there is no command "${first}"`), json)
    return 2
  }
  try {
    return await runCommand(command, rest, json)
  } catch (error) {
    const problem = problemOf(error)
    printProblem(problem, json)
    return exitStatusOf(problem)
  }
}

async function runCommand(command: CommandName, words: readonly string[], json: boolean): Promise<ExitStatus> {
  if (words.includes('--help') || words.includes('-h')) {
    print(commandHelp(commandHelps[command]))
    return 0
  }
  const options = readOptions(commandHelps[command], words)
  const outcome = options.ok ? await perform(command, options.value) : options
  if (outcome.ok) {
    print(outcome.value)
    return 0
  }
  printProblem(outcome.problem, json)
  return exitStatusOf(outcome.problem)
}

/** Each command is loaded when it is asked for: drawing, archives and estimators are most of the program, and few commands need them. */
async function perform(command: CommandName, options: Options): Promise<Result<string>> {
  switch (command) {
    case 'eval': return (await import('./commands/eval')).evalCommand(options)
    case 'inspect': return (await import('./commands/inspect')).inspectCommand(options)
    case 'curve': return (await import('./commands/curve')).curveCommand(options)
    case 'target': return (await import('./commands/target')).targetCommand(options)
    case 'export': return (await import('./commands/export')).exportCommand(options)
    case 'moments': return (await import('./commands/moments')).momentsCommand(options)
    case 'new': return (await import('./commands/new')).newCommand(options)
    case 'check': return (await import('./commands/check')).checkCommand(options)
    default: return assertNever(command)
  }
}
