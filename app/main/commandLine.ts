/** The packaged app as the `mmi` command: started with --mmi, it shows nothing and ends before Electron is ready. */

const commandSwitch = '--mmi'

/** Whether this start is the command line's; everything after the switch belongs to the command. */
export const isCommandLine = (): boolean => process.argv.includes(commandSwitch)

/** Runs the command, which takes its arguments from process.argv as under Node, and ends the process with its status. */
export async function runCommandLine(): Promise<never> {
  const args = process.argv.slice(process.argv.indexOf(commandSwitch) + 1)
  process.argv = [process.execPath, commandSwitch, ...args]
  await import('../cli/main')
  await Promise.all([process.stdout, process.stderr].map(stream => new Promise(resolve => stream.write('', resolve))))
  process.exit(process.exitCode)
}
