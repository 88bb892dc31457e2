/** What a step of `npm test` came to, and the summary of all of them. */
import fs from 'node:fs'

/**
 * @typedef {{ name: string, passed: number, failed: number, skipped: number, note: string, skips: readonly string[], counted: boolean }} StepResult
 * `counted` false: a step without tests of its own (dependencies, build) that went well.
 */

const step = (name, result) => ({ name, passed: 0, failed: 0, skipped: 0, note: '', skips: [], counted: true, ...result })

/** A step that is one check: passed or failed by its exit status. */
export const checkResult = (name, status) => step(name, status === 0 ? { passed: 1, note: 'passed' } : { failed: 1, note: 'failed' })

/** A step that only prepares: it counts when it fails. */
export const readyResult = (name, note) => step(name, { note, counted: false })

export const failedResult = (name, note) => step(name, { failed: 1, note })

export const skippedResult = (name, reason) => step(name, { skipped: 1, note: `not run: ${reason}`, skips: [`${name}: ${reason}`] })

/**
 * A test runner's step, from the counts it wrote. A runner that crashed, or ran no test, is a failure of its own.
 * @param {string} name
 * @param {number} status the runner's exit status
 * @param {string} file JSON with passed, failed, skipped and skips
 */
export function runnerResult(name, status, file) {
  const counts = readCounts(file)
  if (!counts) return failedResult(name, `the runner stopped with status ${status} before it reported anything`)
  const { passed, failed, skipped, skips } = counts
  if (passed + failed === 0) return step(name, { failed: 1, skipped, skips, note: 'ran no test' })
  const crashed = status !== 0 && failed === 0
  const note = `${passed} passed, ${failed + (crashed ? 1 : 0)} failed, ${skipped} skipped${crashed ? ' (the runner failed outside of the tests)' : ''}`
  return step(name, { passed, failed: failed + (crashed ? 1 : 0), skipped, skips, note })
}

function readCounts(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

const sum = (results, key) => results.reduce((total, result) => total + result[key], 0)

/**
 * One line per step, the reasons of skips, and as the last line `N passed, N failed, N skipped`.
 * @param {readonly (StepResult & { seconds: number })[]} results
 * @returns {string}
 */
export function summary(results) {
  const lines = results.map(({ name, note, seconds }) => `  ${name.padEnd(14)} ${seconds.toFixed(1).padStart(6)} s   ${note}`)
  const skips = results.flatMap(result => result.skips)
  const reasons = skips.length > 0 ? ['Skipped', ...skips.map(skip => `  ${skip}`)] : []
  return ['', 'Summary', ...lines, ...reasons, `${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed, ${sum(results, 'skipped')} skipped`].join('\n')
}
