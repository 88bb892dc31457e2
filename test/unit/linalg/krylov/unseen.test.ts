import { describe, expect, it } from 'vitest'
import { unseenAbove, type Unseen } from '../../../../core/linalg/krylov/unseen'
import { plainPanels } from '../../../../core/linalg/krylov/vectorPanels'
import { createRandom } from '../../../../core/linalg/random'
import { libraryEigenvectorSolver } from '../../../../core/linalg/leadingEigenvectors'
import { withEigenvalues } from '../../../support/symmetricMatrices'

const order = 60
const noise = 1e-14

function look(values: readonly number[], level: number, seed: number, chance: number, most: number): Unseen {
  return unseenAbove(plainPanels(withEigenvalues(values, 3), order, most + 2), 0, { level, noise, chance, most, random: createRandom(seed) })
}

/** Evenly from 0 to 1, and one above. */
const uneven = (above: number): number[] => Array.from({ length: order }, (_, index) => (index === 0 ? above : index / order))

describe('the chance that an eigenvalue above a level was missed', () => {
  it('bounds how often one is missed, over many random starts', () => {
    const runs = 400
    const chance = 0.3
    // just above the level, so that only the bound can tell that it is there: no Ritz value is above the level before the end
    const outcomes = Array.from({ length: runs }, (_, seed) => look(uneven(1.1), 1.0999, seed, chance, 8).kind)
    const missed = outcomes.filter(kind => kind === 'improbable').length
    expect(missed / runs).toBeLessThan(chance + 3 * Math.sqrt((chance * (1 - chance)) / runs))
    // and it is a bound that can be met: with nothing above the level as few products do
    const clear = Array.from({ length: 50 }, (_, seed) => look(uneven(0.5), 1.0999, seed, chance, 8))
    expect(clear.every(({ kind }) => kind === 'improbable')).toBe(true)
  })


  it('is negligible after some products where nothing is there, and none where something was seen', () => {
    const clear = look(uneven(0.5), 1.2, 1, 1e-12, 40)
    expect(clear.kind).toBe('improbable')
    expect(clear.kind === 'improbable' && clear.chance).toBeLessThanOrEqual(1e-12)
    expect(clear.products).toBeLessThan(20)
    expect(look(uneven(3), 1.2, 1, 1e-12, 40).kind).toBe('seen')
  })

  it('is undecided where an eigenvalue lies right below the level, or the products do not suffice', () => {
    expect(look(uneven(1.2), 1.2 + 1e-13, 1, 1e-12, 12).kind).toBe('undecided')
    expect(look(uneven(0.5), 1.2, 1, 1e-12, 3).kind).toBe('undecided')
  })

  it('is not looked for any more once it is cancelled', () => {
    const panels = plainPanels(withEigenvalues(uneven(0.5), 3), order, 12)
    expect(() => unseenAbove(panels, 0, { level: 1.2, noise, chance: 1e-12, most: 10, random: createRandom(1) }, AbortSignal.abort(new Error('enough')))).toThrow('enough')
  })

  it('does not count what is taken out', () => {
    const matrix = withEigenvalues(uneven(3), 3)
    const panels = plainPanels(matrix, order, 42)
    const { vectors } = libraryEigenvectorSolver.leading(matrix, order, 1)
    vectors.forEach((value, at) => { panels.vectors(0)[4 * at] = value })
    expect(unseenAbove(panels, 1, { level: 1.2, noise, chance: 1e-12, most: 40, random: createRandom(1) }).kind).toBe('improbable')
  })
})
