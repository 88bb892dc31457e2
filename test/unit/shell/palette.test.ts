import { createPinia, setActivePinia } from 'pinia'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyProject } from '../../../core/api/contract'
import type { CommandContext } from '../../../renderer/shell/commands/command'
import { commands } from '../../../renderer/shell/commands/registry'
import { paletteEntries, paletteRows } from '../../../renderer/shell/palette/entries'
import { fuzzyMatch } from '../../../renderer/shell/palette/fuzzy'
import { useAppearance } from '../../../renderer/stores/appearance'
import { useDesktop } from '../../../renderer/stores/desktop'
import { useDiagram } from '../../../renderer/stores/diagram'
import { useExports } from '../../../renderer/stores/exports'
import { useFiles } from '../../../renderer/stores/files'
import { useProject } from '../../../renderer/stores/project'
import { useTour } from '../../../renderer/stores/tour'
import { fakeWindow, obligingCore } from './fakes'

let context: CommandContext

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
  context = { project: useProject(), diagram: useDiagram(), files: useFiles(), appearance: useAppearance(), desktop: useDesktop(), exports: useExports(), tour: useTour() }
  context.project.start({ ...emptyProject(), designs: [{ name: 'A', notation: 'dense(1) -> (dense(2) | dense(3)) -> dense(10) #head' }] }, { name: 'Test', grant: null })
})

describe('fuzzy search', () => {
  it('finds a text exactly when its letters stand in it in their order, and marks them', () => {
    fc.assert(fc.property(fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', 'c', ' ') }), fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'b', 'c') }), (text, query) => {
      const match = fuzzyMatch(query, text)
      const pattern = new RegExp([...query].join('.*'))
      expect(match !== null).toBe(pattern.test(text))
      if (!match) return
      expect(match.at.map(index => text[index]).join('')).toBe(query)
      expect(match.at.toSorted((one, other) => one - other)).toEqual(match.at)
      expect(new Set(match.at).size).toBe(match.at.length)
    }))
  })

  it.each([
    ['wrap', 'Wrap in Parallel', 'Unwrap'],
    ['wip', 'Wrap in Parallel', 'Show the Whole Diagram in Print'],
    ['save', 'Save', 'Save As…'],
    ['del', 'Delete', 'Duplicate Model'],
    ['in par', 'Wrap in Parallel', 'Zoom In on the Paper']
  ])('%s means rather %s than %s', (query, better, worse) => {
    expect(fuzzyMatch(query, better)!.score).toBeGreaterThan(fuzzyMatch(query, worse)?.score ?? -Infinity)
  })

  it('marks whole words rather than scattered letters', () => {
    expect(fuzzyMatch('wrap', 'Wrap in Parallel')?.at).toEqual([0, 1, 2, 3])
  })
})

describe('the palette', () => {
  const rows = (query: string, recent: readonly string[] = []): readonly string[] => paletteRows(paletteEntries(context, false), query, recent).map(row => row.entry.id)

  it('lists every command of the registry that is not for keys alone', () => {
    expect(new Set(paletteEntries(context, false).filter(entry => !entry.id.startsWith('block:')).map(entry => entry.id)))
      .toEqual(new Set(commands(context).filter(command => command.inPalette !== false).map(command => command.id)))
  })

  it('begins with what was chosen last, and lists what is possible before what is not, with the reason', () => {
    expect(rows('', ['view.unit.bits', 'diagram.duplicate', 'file.save'])[0]).not.toBe('diagram.duplicate')
    expect(rows('', ['file.save', 'file.saveAs']).slice(0, 2)).toEqual(['file.save', 'file.saveAs'])
    const duplicate = paletteEntries(context, false).find(entry => entry.id === 'diagram.duplicate')
    expect(duplicate?.obstacle).toBe('nothing is selected')
    expect(rows('').indexOf('diagram.duplicate')).toBeGreaterThan(rows('').indexOf('file.save'))
  })

  it('goes to a block by its name, out of a collapsed group too', () => {
    context.diagram.collapse([[1]], true)
    const [entry] = paletteRows(paletteEntries(context, false), 'dense 3', [])
    expect(entry?.entry.label).toBe('Go to dense 3')
    void entry?.entry.perform()
    expect(context.project.selection).toEqual([1, 1, 0])
    expect(context.diagram.collapsed.size).toBe(0)
    expect(rows('head')[0]).toBe('block:2')
  })

  it('finds a command by its heading after those that have the word themselves', () => {
    const found = rows('edit')
    expect(found.indexOf('diagram.activate')).toBeLessThan(found.indexOf('diagram.insert'))
    expect(found).toContain('diagram.insert')
  })
})
