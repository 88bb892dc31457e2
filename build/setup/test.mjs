import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { electronRuntime, runWith } from '../electron-runtime.mjs'
import { compileKernels } from '../kernels.mjs'
import { build } from './bundle.mjs'
import { installDependencies } from './dependencies.mjs'
import { installLibraries } from './libraries.mjs'
import { checkResult, failedResult, readyResult, runnerResult, skippedResult, summary } from './report.mjs'
import { runTool, say } from './run.mjs'

/**
 * `npm test`: everything, from packages to the window's tests; every step runs even when an earlier one failed, save
 * those that cannot without it.
 * @returns {Promise<number>} exit status, 1 when anything failed or could not be run
 */
export async function test() {
  const results = []
  const reports = fs.mkdtempSync(path.join(os.tmpdir(), 'mmi-test-'))
  const step = async (name, action) => {
    say(`── ${name}`)
    const begin = performance.now()
    const result = await action().catch(error => failedResult(name, error.message))
    results.push({ ...result, seconds: (performance.now() - begin) / 1000 })
    return result.failed === 0
  }
  try {
    await runSteps(step, reports)
  } finally {
    fs.rmSync(reports, { recursive: true, force: true })
  }
  console.log(summary(results))
  return results.some(result => result.failed > 0) ? 1 : 0
}

async function runSteps(step, reports) {
  const installed = await step('dependencies', dependencies)
  /** @type {ReturnType<typeof electronRuntime> | undefined} */
  let runtime
  if (installed) {
    await step('Electron', async () => {
      runtime = electronRuntime()
      return readyResult('Electron', `${runtime.kind} ${runtime.version}`)
    })
  }
  const needing = (name, action) => step(name, installed ? action : async () => skippedResult(name, 'the dependencies are missing'))
  await needing('type check', async () => checkResult('type check', await runTool('vue-tsc/bin/vue-tsc.js', ['-b', '--noEmit'])))
  await needing('lint', async () => checkResult('lint', await runTool('eslint/bin/eslint.js', ['-c', 'build/eslint.config.mjs', '--max-warnings', '0', '.'])))
  const built = await needing('build', async () => {
    await build()
    return readyResult('build', 'done')
  }) && installed
  await needing('unit tests', () => unitTests(path.join(reports, 'unit.json')))
  await needing('window tests', () => windowTests(path.join(reports, 'window.json'), runtime, built))
}

async function dependencies() {
  await installDependencies()
  await compileKernels()
  const missing = await installLibraries(['window', 'tests'])
  return readyResult('dependencies', missing.length > 0 ? `without ${missing.join(', ')}` : 'ready')
}

async function unitTests(report) {
  const options = ['run', '-c', 'test/vitest.config.ts', '--reporter=default', '--reporter=./build/setup/vitest-report.mjs']
  const status = await runTool('vitest/vitest.mjs', options, { environment: { MMI_UNIT_REPORT: report } })
  return runnerResult('unit tests', status, report)
}

async function windowTests(report, runtime, built) {
  if (!runtime) return skippedResult('window tests', 'there is no Electron here')
  if (!built) return skippedResult('window tests', 'the build failed')
  const command = ['playwright', 'test', '-c', 'test/e2e/playwright.config.ts']
  const status = await runWith(runtime, command, { xvfb: true, environment: { MMI_E2E_REPORT: report } })
  return runnerResult('window tests', status, report)
}
