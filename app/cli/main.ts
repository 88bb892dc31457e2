/** Entry of the built `mmi` command. */
import { runCommandLine } from './run'

// a reader that stops early (`mmi curve … | head`) is no failure
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2))
