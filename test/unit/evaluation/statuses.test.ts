import { describe, expect, it } from 'vitest'
import type { Status } from '../../../core/api/model'
import { evaluate, type Setting } from '../../support/evaluate'
import { randomOrthogonal, uniform, withSpectrum, type Rows } from '../../support/slowMethods'

const spectrum = [2, 1, 0.5, 0.25]
const correlated = withSpectrum(spectrum, randomOrthogonal(4, uniform(1)))
const block: Rows = [[2, 0.6, 0, 0], [0.6, 1, 0, 0], [0, 0, 2, 0.6], [0, 0, 0.6, 1]]
const unequal: Rows = [[2, 0.6, 0, 0], [0.6, 1, 0, 0], [0, 0, 1, 0.1], [0, 0, 0.1, 1]]
/** Windows of 2 whose small second components are correlated: little of ‖Σ‖² lies between them, yet a large budget sees it. */
const slightly: Rows = [[1, 0, 0, 0], [0, 1e-6, 0, 9e-7], [0, 0, 1, 0], [0, 9e-7, 0, 1e-6]]
/** Windows that say the same in different coordinates: neither equal nor uncorrelated. */
const echo: Rows = [[0.5, 0, 0, 0.5], [0, 0, 0, 0], [0, 0, 0, 0], [0.5, 0, 0, 0.5]]
/** Three windows like that, so that even two convolutions together are no bound. */
const echoes: Rows = Array.from({ length: 9 }, (_, i) => Array.from({ length: 9 }, (__, j) => (i % 4 === 0 && j % 4 === 0 ? 1 : 0)))
const stationary: Rows = [0, 1, 2, 3].map(i => [0, 1, 2, 3].map(j => 0.8 ** Math.abs(i - j)))

/** Windows that are correlated and unequal: the first coordinate of one is the second of the other. */
const crossed: Rows = [[1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]]

const table: readonly { design: string; input: Setting['input']; budget?: number; status: Status; because: RegExp }[] = [
  { design: 'dense(2)', input: spectrum, status: 'exact', because: /Theorem 2/ },
  { design: 'dense(2, relu)', input: spectrum, status: 'exact', because: /Theorem 4/ },
  { design: 'dense(2, tanh)', input: spectrum, status: 'exact', because: /Theorem 5/ },
  { design: 'dense(2, gelu)', input: spectrum, status: 'upper-bound', because: /data-processing/ },
  { design: 'dense(3, relu) -> dense(2)', input: spectrum, status: 'exact', because: /Theorem 6/ },
  { design: 'dense(3) -> dense(2, sigmoid)', input: spectrum, status: 'exact', because: /Theorem 5/ },
  { design: 'dense(3, tanh) -> dense(2)', input: spectrum, status: 'approximation', because: /outside Theorem 6/ },
  { design: 'dense(3) -> dense(2, gelu)', input: spectrum, status: 'upper-bound', because: /not bijective/ },
  { design: 'conv(block=2, filters=1)', input: block, status: 'exact', because: /Theorem 3/ },
  { design: 'conv(block=2, filters=1)', input: unequal, status: 'upper-bound', because: /differ from the mean/ },
  { design: 'conv(block=2, filters=1)', input: correlated, status: 'upper-bound', because: /between windows/ },
  { design: 'conv(block=4, filters=2)', input: correlated, status: 'exact', because: /Theorem 3/ },
  { design: 'conv(block=2, filters=1) -> dense(1)', input: block, status: 'upper-bound', because: /convolution and more than one stage/ },
  { design: 'conv(block=2, filters=1) -> dense(4)', input: crossed, budget: 1, status: 'upper-bound', because: /convolution and more than one stage/ },
  // x = (z, 0 | 0, z): weights (1, 0, 0, 1) collect twice what a window's mean covariance allows for
  { design: 'conv(block=2, filters=2) -> dense(4)', input: crossed, budget: 0.1, status: 'approximation', because: /weigh each of them differently/ },
  { design: 'dense(4) -> conv(block=2, filters=1)', input: block, status: 'upper-bound', because: /convolution and more than one stage/ },
  { design: '([0:2] dense(1) | [2:4] dense(2))', input: spectrum, status: 'exact', because: /uncorrelated/ },
  { design: '([0:2] dense(1) | [2:4] dense(2))', input: block, status: 'exact', because: /uncorrelated/ },
  { design: '([0:2] dense(1) | [2:4] dense(2))', input: correlated, status: 'upper-bound', because: /correlated parts/ },
  { design: '([0:3] dense(1) | [1:4] dense(2))', input: spectrum, status: 'upper-bound', because: /correlated parts/ },
  { design: '([0:2] dense(1, gelu) | [2:4] dense(2))', input: spectrum, status: 'upper-bound', because: /not bijective/ },
  { design: '(dense(2) | dense(2))', input: spectrum, budget: 3, status: 'exact', because: /Schur–Horn/ },
  { design: '(dense(1, budget=5) | dense(2, budget=0.1))', input: spectrum, status: 'upper-bound', because: /not known to be attained/ },
  { design: '(dense(1) | dense(1) | dense(1))', input: spectrum, status: 'upper-bound', because: /not known to be attained/ },
  { design: '(dense(1) | conv(block=2, filters=1))', input: spectrum, status: 'upper-bound', because: /same input/ },
  { design: '(dense(3) | dense(3)) -> dense(1)', input: spectrum, status: 'exact', because: /Theorem 6/ },
  { design: 'dense(4) -> (dense(3) | dense(3)) -> dense(2)', input: spectrum, status: 'exact', because: /Theorem 6/ },
  { design: '(dense(1) | dense(1)) -> dense(4)', input: spectrum, budget: 50, status: 'upper-bound', because: /parallel group/ },
  { design: 'dense(1) -> (dense(1) | dense(1))', input: [1, 1, 1, 1], budget: 100, status: 'approximation', because: /last group have a budget each/ },
  { design: 'dense(4) -> (dense(1) | dense(1))', input: spectrum, budget: 50, status: 'upper-bound', because: /limited by a parallel group/ },
  { design: '(dense(1, budget=.5) | dense(1, budget=.5)) -> dense(1)', input: [1, 1, 1, 1], budget: 100, status: 'approximation', because: /smaller budgets/ },
  // the next ten: what training found beyond a bound, or an exact value out of its reach, and their neighbours (certify.test.ts)
  { design: 'conv(block=2, filters=2)', input: slightly, budget: 1e9, status: 'upper-bound', because: /between windows/ },
  { design: 'conv(block=2, filters=2) -> dense(1)', input: echo, budget: 0.1, status: 'approximation', because: /neither equal nor uncorrelated/ },
  { design: '(conv(block=3, filters=3) | conv(block=3, filters=3)) -> dense(1)', input: echoes, budget: 0.05, status: 'approximation', because: /neither equal nor uncorrelated/ },
  { design: 'conv(block=2, filters=2) -> dense(1)', input: echo, budget: 100, status: 'upper-bound', because: /more than one stage/ },
  { design: 'conv(block=2, filters=1) -> dense(4)', input: stationary, budget: 0.1, status: 'upper-bound', because: /more than one stage/ },
  { design: 'conv(block=2, filters=1) -> dense(4)', input: unequal, budget: 0.1, status: 'upper-bound', because: /more than one stage/ },
  { design: '(([0:2] dense(1) | [0:2] dense(1)) | dense(1)) -> dense(3)', input: [1, 1, 5, 5], budget: 100, status: 'upper-bound', because: /may not pass/ },
  { design: '((dense(1, budget=.1) | dense(1, budget=.1)) | dense(1)) -> dense(3)', input: [1, 1, 1, 1], budget: 100, status: 'approximation', because: /smaller budgets/ },
  { design: 'dense(2, budget=6) -> (dense(2, budget=2) | dense(1, budget=4))', input: [1, 1, 0.01, 0.01], status: 'upper-bound', because: /not known to be attained/ },
  { design: '(dense(3, budget=0) | dense(1, budget=1000)) -> dense(2)', input: [1, 1, 1, 1], status: 'upper-bound', because: /may not pass/ },
  { design: '(dense(3, tanh) | dense(3)) -> dense(1)', input: spectrum, status: 'approximation', because: /outside Theorem 6/ }
]

describe('the status of a design', () => {
  for (const { design, input, budget, status, because } of table) {
    it(`${design} on ${typeof input[0] === 'number' ? 'a spectrum' : 'a covariance'} is ${status}`, () => {
      const { mmi } = evaluate(design, { input, ...(budget !== undefined && { budget }) })
      expect(mmi.status).toBe(status)
      expect(mmi.reasons.join('\n')).toMatch(because)
    })
  }
})
