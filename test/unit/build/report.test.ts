import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

interface StepResult {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly note: string
}

interface Report {
  checkResult(name: string, status: number): StepResult
  readyResult(name: string, note: string): StepResult
  failedResult(name: string, note: string): StepResult
  skippedResult(name: string, reason: string): StepResult
  runnerResult(name: string, status: number, file: string): StepResult
  summary(results: readonly (StepResult & { readonly seconds: number })[]): string
}

// The set-up is plain JavaScript, because it runs before anything that could compile it is installed.
const report = await import(pathToFileURL(resolve(import.meta.dirname, '../../../build/setup/report.mjs')).href) as Report

let folder: string

beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-report-')) })

afterEach(() => rm(folder, { recursive: true, force: true }))

async function ran(status: number, counts: unknown): Promise<StepResult> {
  const file = join(folder, 'counts.json')
  await writeFile(file, typeof counts === 'string' ? counts : JSON.stringify(counts))
  return report.runnerResult('unit tests', status, file)
}

describe('a test runner\'s result', () => {
  it('is what it counted', async () => {
    expect(await ran(0, { passed: 3, failed: 0, skipped: 1, skips: ['a: b'] })).toMatchObject({ passed: 3, failed: 0, skipped: 1 })
    expect(await ran(1, { passed: 3, failed: 2, skipped: 0, skips: [] })).toMatchObject({ passed: 3, failed: 2 })
  })

  it('is a failure when it crashed beside its tests, before them, or ran none', async () => {
    expect(await ran(1, { passed: 3, failed: 0, skipped: 0, skips: [] })).toMatchObject({ passed: 3, failed: 1 })
    expect(await ran(0, { passed: 0, failed: 0, skipped: 0, skips: [] })).toMatchObject({ failed: 1, note: 'ran no test' })
    expect(await ran(0, { passed: 0, failed: 0, skipped: 9, skips: [] })).toMatchObject({ failed: 1, note: 'ran no test' })
    expect(await ran(0, '')).toMatchObject({ failed: 1 })
    expect(report.runnerResult('unit tests', 0, join(folder, 'missing.json'))).toMatchObject({ failed: 1 })
  })
})

describe('the summary', () => {
  it('names every step and every skip, and ends with the sums', async () => {
    const results = [
      report.readyResult('dependencies', 'ready'),
      report.checkResult('type check', 0),
      report.checkResult('lint', 1),
      report.failedResult('build', 'the build failed'),
      await ran(0, { passed: 40, failed: 0, skipped: 1, skips: ['npz.test.ts › reads: no numpy'] }),
      report.skippedResult('window tests', 'the build failed')
    ].map(result => ({ ...result, seconds: 1 }))
    const lines = report.summary(results).split('\n')
    expect(lines.at(-1)).toBe('41 passed, 2 failed, 2 skipped')
    expect(lines.slice(2, 8).map(line => line.trim().split(/\s{2,}/)[0])).toEqual(['dependencies', 'type check', 'lint', 'build', 'unit tests', 'window tests'])
    expect(lines).toContain('  npz.test.ts › reads: no numpy')
    expect(lines).toContain('  window tests: the build failed')
  })
})
