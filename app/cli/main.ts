/** Entry of the built `mmi` command. */
import { printProblem } from './output'
import { runCommandLine } from './run'

process.stdout.on('error', error => {
  const { code } = error as NodeJS.ErrnoException
  // a reader that stops early (`mmi curve … | head`) is no failure
  if (code === 'EPIPE') return
  printProblem({ code: 'FILE_NOT_WRITABLE', what: `standard output cannot be written (${code ?? error.message})`, meaning: 'the answer is lost', action: 'make room, or write elsewhere' }, false)
  process.exitCode = 1
})

const status = await runCommandLine(process.argv.slice(2))
process.exitCode ||= status
