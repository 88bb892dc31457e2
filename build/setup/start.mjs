import { electronRuntime, hasDisplay, runWith } from '../electron-runtime.mjs'
import { appIsFresh, build } from './bundle.mjs'
import { installDependencies } from './dependencies.mjs'
import { installLibraries } from './libraries.mjs'
import { run, say, SetupError } from './run.mjs'

/**
 * `npm start`: the window on the Iris example, or on the files that were named; without a display, the same core
 * in the terminal.
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit status
 */
export async function start(args) {
  await installDependencies()
  if (!hasDisplay()) return startInTerminal()
  const missing = await installLibraries(['window'])
  if (missing.length > 0) throw new SetupError(`the window needs ${missing.join(', ')}`)
  const runtime = electronRuntime()
  if (!appIsFresh()) await build()
  return runWith(runtime, ['electron', '.', ...(args.length > 0 ? args : ['--example=iris']), '--log-level=3'])
}

/** The example of the start screen in words and numbers. */
async function startInTerminal() {
  if (!appIsFresh()) await build()
  const design = 'dense(8, relu) -> dense(2)'
  const options = ['--data', 'app/examples/iris.csv', '--label', 'species', '--design', design, '--budget', '10']
  say('this session has no display, so here is the command line on the Iris example:')
  say(`npm run -s mmi -- eval ${options.map(word => (/[ ()>]/.test(word) ? `"${word}"` : word)).join(' ')}`)
  const status = await run(process.execPath, ['build/mmi.mjs', 'eval', ...options])
  say('to open the window: run npm start on a desktop, connect with ssh -X, or run it under a virtual display:')
  say('xvfb-run -a npm start')
  return status
}
