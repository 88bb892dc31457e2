import { describe, expect, it } from 'vitest'
import { windowTitle } from '../../../app/main/title'
import { cascaded, visibleBounds } from '../../../app/main/windowState'

const screen = { x: 0, y: 25, width: 1920, height: 1055 }
const right = { x: 1920, y: 0, width: 1280, height: 1024 }

describe('visibleBounds', () => {
  it('brings a window back to where it stood, on any screen', () => {
    expect(visibleBounds({ x: 100, y: 100, width: 1300, height: 900 }, [screen])).toEqual({ x: 100, y: 100, width: 1300, height: 900 })
    expect(visibleBounds({ x: 2000, y: 10, width: 1000, height: 700 }, [screen, right])).toEqual({ x: 2000, y: 10, width: 1000, height: 700 })
  })

  it('starts afresh when the screen is gone or the title bar out of reach', () => {
    const usual = { width: 1280, height: 800 }
    expect(visibleBounds({ x: 2000, y: 10, width: 1000, height: 700 }, [screen])).toEqual(usual)
    expect(visibleBounds({ x: 1900, y: 100, width: 1000, height: 700 }, [screen])).toEqual(usual)
    expect(visibleBounds({ x: 100, y: -500, width: 1000, height: 700 }, [screen])).toEqual(usual)
    expect(visibleBounds({ x: 100, y: 1070, width: 1000, height: 700 }, [screen])).toEqual(usual)
    expect(visibleBounds(null, [screen])).toEqual(usual)
  })

  it('fits the screen', () => {
    expect(visibleBounds(null, [{ x: 0, y: 0, width: 1024, height: 700 }])).toEqual({ width: 1024, height: 700 })
    expect(visibleBounds({ x: 0, y: 25, width: 4000, height: 10 }, [screen])).toEqual({ x: 0, y: 25, width: 1920, height: 600 })
  })
})

describe('cascaded', () => {
  const place = { x: 100, y: 100, width: 1000, height: 700 }

  it('leaves a first window where it is wanted, and puts each further one beside the others', () => {
    expect(cascaded(place, [], [screen])).toEqual(place)
    const second = cascaded(place, [place], [screen])
    expect(second).toEqual({ ...place, x: 128, y: 128 })
    expect(cascaded(place, [second, place], [screen])).toEqual({ ...place, x: 156, y: 156 })
  })

  it('goes back to the corner of the screen when there is no more room', () => {
    const low = { ...place, x: 900, y: 370 }
    expect(cascaded(low, [low], [screen])).toEqual({ ...place, x: 0, y: 25 })
  })

  it('stays on the second screen when it is wanted there', () => {
    const there = { x: 2000, y: 100, width: 1000, height: 700 }
    expect(cascaded(there, [there], [screen, right])).toEqual({ ...there, x: 2028, y: 128 })
  })

  it('ends when the windows fill the screen', () => {
    const tight = { x: 0, y: 25, width: 1920, height: 1055 }
    expect(cascaded(tight, [tight, tight], [screen])).toEqual(tight)
  })
})

describe('windowTitle', () => {
  it('names the document and marks unsaved changes where the system does not', () => {
    expect(windowTitle({ title: 'Study', edited: true }, 'linux')).toBe('• Study — MMI Workbench')
    expect(windowTitle({ title: 'Study', edited: true }, 'darwin')).toBe('Study — MMI Workbench')
    expect(windowTitle({ title: '', edited: false }, 'win32')).toBe('MMI Workbench')
  })
})
