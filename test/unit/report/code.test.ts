import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { InputShape } from '../../../core/api/model'
import { compileDesign, type CompiledSeries } from '../../../core/design/compile'
import { parseDesign } from '../../../core/design/parse'
import { kerasCode } from '../../../core/report/code/keras'
import { layerNames } from '../../../core/report/code/names'
import { pytorchCode } from '../../../core/report/code/pytorch'
import { must } from '../../support/evaluate'
import { arbitraryLegalNotation } from '../../support/legalDesigns'

const python = '/usr/bin/python3'
const support = resolve(import.meta.dirname, '../../support/python')

interface Case { readonly notation: string; readonly dimension: number; readonly shape: InputShape | null }
interface Answer { readonly outputs: number; readonly parameters: number }

/** Runs generated code on stand-ins for the frameworks that know shapes only. */
function runAll(cases: readonly Case[]): readonly Answer[] {
  const codes = cases.flatMap(({ notation, dimension, shape }) => {
    const design = must(parseDesign(notation))
    return [
      { framework: 'pytorch', dimension, code: must(pytorchCode(design, { dimension, shape })) },
      { framework: 'keras', dimension, code: must(kerasCode(design, { dimension, shape })) }
    ]
  })
  const run = spawnSync(python, [resolve(support, 'run_code.py')], { input: JSON.stringify(codes), encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as Answer[]
}

/** Weights and biases, counted from the compiled design: independent of both generators. */
function parametersOf(series: CompiledSeries, before: number): number {
  let inputs = before
  let count = 0
  for (const item of series.items) {
    if (item.kind === 'group') {
      for (const branch of item.branches) count += parametersOf(branch, branch.columns === 'all' || series.columns === branch.columns ? inputs : branch.dimension)
    } else if (item.block.kind === 'dense') count += (inputs + 1) * item.block.units
    else count += ((inputs / (item.outputs / item.block.filters)) + 1) * item.block.filters
    inputs = item.outputs
  }
  return count
}

function expectSizes(cases: readonly Case[]): void {
  const answers = runAll(cases)
  cases.forEach((one, index) => {
    const compiled = must(compileDesign(must(parseDesign(one.notation)), one))
    const expected = { outputs: compiled.outputs, parameters: parametersOf(compiled, one.dimension) }
    expect([one.notation, answers[2 * index], answers[2 * index + 1]]).toEqual([one.notation, expected, expected])
  })
}

const hasPython = existsSync(python)

describe('a design as code that Python runs', () => {
  it('has the layer sizes of the design in PyTorch and in Keras', context => {
    if (!hasPython) return context.skip('python3 is not installed')
    expectSizes([
      { notation: 'dense(64, relu) -> dense(10)', dimension: 20, shape: null },
      { notation: 'conv(kernel=4x4, filters=6, relu) -> (dense(16, relu) | dense(32, tanh)) -> dense(10) #head', dimension: 64, shape: { height: 8, width: 8, channels: 1 } },
      { notation: 'conv(kernel=2x2, filters=3) -> conv(kernel=2x2, filters=5, gelu) -> conv(block=2, filters=4, selu) -> dense(3)', dimension: 96, shape: { height: 8, width: 4, channels: 3 } },
      { notation: 'conv(block=4, filters=3, elu) -> conv(block=2, filters=2, mish)', dimension: 16, shape: null },
      { notation: '([0:4] dense(3, sigmoid) | [4:10] conv(block=2, filters=2, silu) -> dense(2)) -> conv(block=5, filters=2, hard-tanh)', dimension: 10, shape: null },
      { notation: 'dense(6) -> conv(block=3, filters=2) -> (conv(block=2, filters=3) | (dense(2) | dense(3)))', dimension: 5, shape: null }
    ])
  })

  it('has them for every legal design', context => {
    if (!hasPython) return context.skip('python3 is not installed')
    const cases = fc.sample(arbitraryLegalNotation, { numRuns: 150, seed: 7 })
    expect(cases.some(({ notation }) => notation.includes('conv') && notation.includes('|'))).toBe(true)
    expectSizes(cases)
  })
})

describe('names in generated code', () => {
  const namesOf = (notation: string): readonly string[] => layerNames(must(parseDesign(notation))).map(({ name }) => name)

  it('come from labels where these are unique, else from paths', () => {
    expect(namesOf('dense(2) #first -> (dense(3) #twin | dense(4) #twin -> dense(1) #a-b)')).toEqual(['dense_first', 'dense_1_0', 'dense_1_1_0', 'dense_a_b'])
  })

  it('differ even where labels become the same identifier', () => {
    const names = namesOf('dense(2) #a-b -> dense(2) #a_b')
    expect(new Set(names).size).toBe(2)
  })
})

it('a design that is not valid has no code but its problem', () => {
  const design = must(parseDesign('conv(kernel=3x3, filters=2)'))
  const input = { dimension: 64, shape: { height: 8, width: 8, channels: 1 } }
  expect(pytorchCode(design, input)).toMatchObject({ ok: false, problem: { code: 'DESIGN_DIVISIBILITY' } })
  expect(kerasCode(design, input)).toMatchObject({ ok: false, problem: { code: 'DESIGN_DIVISIBILITY' } })
})

it('a line of PyTorch tells the shape behind it', () => {
  const code = must(pytorchCode(must(parseDesign('conv(kernel=4x4, filters=6, relu) -> dense(10)')), { dimension: 64, shape: { height: 8, width: 8, channels: 1 } }))
  expect(code).toContain('self.conv_0 = nn.Conv2d(1, 6, kernel_size=(4, 4), stride=(4, 4))')
  expect(code).toContain('conv_0 = nn.functional.relu(self.conv_0(x.reshape(-1, 8, 8, 1).permute(0, 3, 1, 2)))  # (batch, 6, 2, 2)')
  expect(code).toContain('self.dense_1 = nn.Linear(24, 10)')
})
