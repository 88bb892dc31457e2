import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluationInput, readInput } from '../../../app/cli/input'
import { commandHelps, readOptions } from '../../../app/cli/usage'
import { wholeInput } from '../../../core/evaluation/partition'
import { componentsForValues } from '../../../core/evaluation/sufficientComponents'
import { createRandom } from '../../../core/linalg/random'
import { mmiJson } from '../../support/commandLine'
import { must } from '../../support/evaluate'

/** The fewest that a search is worth its while for. */
const columns = 2000
let folder: string
let file: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mmi-cli-wide-'))
  file = join(folder, 'wide.csv')
  const random = createRandom(3)
  const factors = Array.from({ length: 30 }, (_, factor) => Float64Array.from({ length: columns }, () => random.normal() / (factor + 1)))
  const row = (): string => {
    const scores = factors.map(() => random.normal())
    return Array.from({ length: columns }, (_, column) => factors.reduce((sum, factor, index) => sum + scores[index]! * factor[column]!, 0.01 * random.normal()).toFixed(3)).join(',')
  }
  writeFileSync(file, `${Array.from({ length: columns }, (_, column) => `x${column}`).join(',')}\n${Array.from({ length: 80 }, row).join('\n')}\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a curve of wide data', () => {
  const words = (): string[] => ['--data', file, '--covariance', 'sample', '--design', 'dense(12)']

  it('rests on the largest eigenvalues, and says what an evaluation on all of them says', async () => {
    const curve = await mmiJson('curve', ...words(), '--from', '1', '--to', '100', '--points', '3')
    for (const [index, budget] of [1, 10, 100].entries()) {
      const { mmi } = await mmiJson('eval', ...words(), '--budget', String(budget))
      // λ₁₂ is some hundredth of λ₁: its relative error is at most 100·N·ε ≈ 5e-11
      expect(Math.abs(curve.mmi[index] / mmi.value - 1)).toBeLessThan(1e-10)
      expect(Math.abs(curve.standardErrors[index] / mmi.standardError - 1)).toBeLessThan(1e-8)
      expect([curve.status, curve.standardErrorBasis]).toEqual([mmi.status, 'rows'])
    }
  })

  it('finds no others, where it is said that they suffice', async () => {
    const options = must(readOptions(commandHelps.eval, words()))
    const input = must(await readInput(options, undefined))
    const prepared = must(await evaluationInput(input, ({ compiled }) => componentsForValues(compiled, compiled.dimension)))
    expect(prepared.spectra.of(wholeInput(columns)).spectrum).toMatchObject({ extent: 'leading', order: columns })
    // without rows, a shrunk covariance has standard errors that rest on all
    const shrunk = { ...input, source: { ...input.source, sample: null, path: null }, model: { ...input.model, covariance: { estimator: { kind: 'oas' }, standardize: false } } } as typeof input
    const all = must(await evaluationInput(shrunk, ({ compiled }) => componentsForValues(compiled, compiled.dimension)))
    expect(all.spectra.of(wholeInput(columns)).spectrum.extent).toBe('whole')
  })
})
