import { electronRuntime, runWith } from '../electron-runtime.mjs'
import { compileKernels } from '../kernels.mjs'
import { installDependencies } from './dependencies.mjs'
import { installLibraries } from './libraries.mjs'

/**
 * `npm run dev`: electron-vite's development server, the window reloading with every change.
 * @param {readonly string[]} args passed to the app
 * @returns {Promise<number>} exit status
 */
export async function dev(args) {
  await installDependencies()
  await compileKernels()
  await installLibraries(['window'])
  const appArguments = args.length > 0 ? ['--', ...args] : []
  return runWith(electronRuntime(), ['electron-vite', 'dev', '-c', 'electron.vite.config.ts', '--watch', ...appArguments], { xvfb: true })
}
