import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inTurn } from '../../../renderer/charts/turns'

let frames: (() => void)[] = []
const frame = (): void => {
  const due = frames
  frames = []
  for (const callback of due) callback()
}

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback))
})
afterEach(() => { vi.unstubAllGlobals() })

it('pictures that are asked for together are drawn in frames one after another, each once', () => {
  const drawn: string[] = []
  const [one, other] = ['one', 'other'].map(name => inTurn(() => drawn.push(name)))
  one?.()
  other?.()
  one?.()
  frame()
  expect(drawn).toEqual([])
  frame()
  expect(drawn).toEqual(['one'])
  frame()
  expect(drawn).toEqual(['one', 'other'])
  frame()
  expect(drawn).toEqual(['one', 'other'])
})

it('a picture asked for while another is drawn has its turn too, and trouble with one leaves the others theirs', () => {
  const drawn: string[] = []
  const later = inTurn(() => drawn.push('later'))
  const broken = inTurn(() => {
    later()
    throw new Error('cannot be drawn')
  })
  broken()
  inTurn(() => drawn.push('next'))()
  frame()
  expect(frame).toThrow('cannot be drawn')
  frame()
  frame()
  expect(drawn).toEqual(['next', 'later'])
})
