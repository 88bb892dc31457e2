import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyName, nameProblem, newDesignName, withDesign, withMoved, withName, withoutDesign, type DesignList } from '../../../renderer/stores/designList'

const listOf = (names: readonly string[], active = 0): DesignList => ({ designs: names.map((name, key) => ({ key, entry: { name, notation: '' }, tree: { items: [] } })), active })
const namesOf = ({ designs }: DesignList): readonly string[] => designs.map(({ entry }) => entry.name)
const shown = ({ designs, active }: DesignList): string | undefined => designs[active]?.entry.name

describe('names of designs', () => {
  it('go on from as many as there are, past Z as columns of a spreadsheet do, and skip what is taken', () => {
    expect(newDesignName(['Design A'])).toBe('Design B')
    expect(newDesignName(['Wide', 'Design C'])).toBe('Design D')
    expect(newDesignName(Array.from({ length: 26 }, (_, index) => String(index)))).toBe('Design AA')
    expect(newDesignName(Array.from({ length: 702 }, (_, index) => String(index)))).toBe('Design AAA')
  })

  it('of copies count on', () => {
    expect(copyName('Wide', ['Wide'])).toBe('Wide copy')
    expect(copyName('Wide', ['Wide', 'Wide copy'])).toBe('Wide copy 2')
    expect(copyName('Wide copy', ['Wide', 'Wide copy', 'Wide copy 2'])).toBe('Wide copy 3')
    expect(copyName('x'.repeat(200), []).length).toBeLessThanOrEqual(200)
  })

  it('made for a list are always new, and none is refused', () => {
    const name = fc.oneof(fc.constantFrom('Design A', 'Design B', 'Design C', 'Design A copy', 'Design A copy 2', 'Wide'), fc.string({ minLength: 1, maxLength: 200 }))
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), names => {
      expect(names).not.toContain(newDesignName(names))
      for (const original of names) expect(names).not.toContain(copyName(original, names))
      expect(nameProblem(newDesignName(names), listOf(names), 0)).toBeNull()
    }))
  })

  it('are refused when empty, too long or taken by another design', () => {
    const list = listOf(['A', 'B'])
    expect(nameProblem('  ', list, 0)).toBe('A design needs a name.')
    expect(nameProblem('x'.repeat(201), list, 0)).toMatch(/at most 200/)
    expect(nameProblem(' B ', list, 0)).toBe('“B” is the name of another design.')
    expect([nameProblem('B', list, 1), nameProblem('C', list, 0)]).toEqual([null, null])
  })
})

describe('a list of designs', () => {
  it('shows a design that is put in, and another one where the shown one is taken out', () => {
    const added = withDesign(listOf(['A', 'B']), 1, { key: 9, entry: { name: 'New', notation: '' }, tree: { items: [] } })
    expect([namesOf(added), shown(added)]).toEqual([['A', 'New', 'B'], 'New'])
    expect(shown(withoutDesign(added, 1))).toBe('B')
    expect(shown(withoutDesign(listOf(['A', 'B'], 1), 1))).toBe('A')
    expect(shown(withoutDesign(listOf(['A', 'B', 'C'], 2), 0))).toBe('C')
    const only = listOf(['A'])
    expect(withoutDesign(only, 0)).toBe(only)
  })

  it('keeps showing the same design while any is moved or renamed', () => {
    const places = fc.integer({ min: -1, max: 5 })
    fc.assert(fc.property(fc.nat({ max: 3 }), fc.nat({ max: 3 }), places, (active, from, to) => {
      const list = listOf(['A', 'B', 'C', 'D'], active)
      const moved = withMoved(list, from, to)
      expect(shown(moved)).toBe(shown(list))
      expect(namesOf(moved).toSorted()).toEqual(namesOf(list))
      expect(namesOf(moved)[Math.max(0, Math.min(to, 3))]).toBe(namesOf(list)[from])
      expect(namesOf(moved).filter(name => name !== namesOf(list)[from])).toEqual(namesOf(list).filter((_, index) => index !== from))
    }))
    expect(namesOf(withName(listOf(['A', 'B']), 1, ' Wide '))).toEqual(['A', 'Wide'])
  })
})
