import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** Progress of the set-up goes to standard error, so that a command's standard output stays its own. */
export const say = text => console.error(`[setup] ${text}`)

/** Trouble that the person at the terminal can mend: printed without a stack. */
export class SetupError extends Error {}

/**
 * Run a program in the checkout, in this terminal, its output on standard error when `quietOutput` is set.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ quietOutput?: boolean, environment?: Record<string, string> }} [options]
 * @returns {Promise<number>} its exit status, 1 when it could not be started
 */
export function run(program, args, { quietOutput = false, environment = {} } = {}) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ['inherit', quietOutput ? process.stderr : 'inherit', 'inherit'],
      shell: process.platform === 'win32' && program === 'npm', // a .cmd file there
      env: { ...process.env, ...environment }
    })
    child.on('error', error => {
      say(error.message)
      resolve(1)
    })
    child.on('close', code => resolve(code ?? 1))
  })
}

/**
 * Run a tool of node_modules with this very Node.
 * @param {string} script path inside node_modules
 */
export function runTool(script, args, options) {
  return run(process.execPath, [path.join(root, 'node_modules', script), ...args], options)
}

/** What a program prints, or undefined when it is missing or fails. */
export function outputOf(program, args) {
  const result = spawnSync(program, args, { encoding: 'utf8' })
  return result.status === 0 ? result.stdout : undefined
}
