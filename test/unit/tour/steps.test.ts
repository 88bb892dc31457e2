import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { describeAccelerator } from '../../../renderer/shell/commands/keys'
import { findCommand } from '../../../renderer/shell/commands/registry'
import { useFiles } from '../../../renderer/stores/files'
import { stepWords, tourSteps } from '../../../renderer/tour/steps'
import { fakeWindow, obligingCore } from '../shell/fakes'

beforeEach(() => {
  setActivePinia(createPinia())
  fakeWindow(() => obligingCore('a'))
})

describe('the steps of the tour', () => {
  it('are five to seven, each at a panel of its own, with a title and few enough words to be read', () => {
    expect(tourSteps.length).toBeGreaterThanOrEqual(5)
    expect(tourSteps.length).toBeLessThanOrEqual(7)
    expect(new Set(tourSteps.map(step => step.anchor)).size).toBe(tourSteps.length)
    for (const { title, text } of tourSteps) {
      expect(title).toMatch(/^[A-Z]/)
      expect(text.split(' ').length, title).toBeLessThanOrEqual(60)
      expect(text, title).toMatch(/[.]$/)
    }
  })

  it('name only commands that have a key, and write it as the keyboard shows it', () => {
    const keyOf = (id: string): string => {
      const command = findCommand(id, { files: useFiles() })
      const key = command?.accelerator ?? command?.diagramKeys?.[0]
      expect(key, id).toBeDefined()
      return describeAccelerator(key!, false)
    }
    const words = tourSteps.map(step => stepWords(step, keyOf)).join('\n')
    expect(words).not.toMatch(/[{}]/)
    for (const key of ['Ctrl+S', 'Ctrl+K', 'Ctrl+Z', 'F1', 'Shift+F1']) expect(words).toContain(`${key} `)
  })
})
