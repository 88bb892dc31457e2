import { describe, expect, it } from 'vitest'
import { parseNumberText } from '../../../renderer/shell/controls/numberText'

const valueOf = (text: string): number | null => {
  const parsed = parseNumberText(text)
  return parsed.ok ? parsed.value : null
}

describe('a typed number', () => {
  it('may be written as numbers are', () => {
    expect(['76', ' 0.5 ', '.5', '1e-7', '−3'].map(valueOf)).toEqual([76, 0.5, 0.5, 1e-7, -3])
  })

  it('is refused when it is none', () => {
    expect(['', 'abc', '0x10', 'Infinity', '1e999', '1 000'].map(valueOf)).toEqual([null, null, null, null, null, null])
  })

  it('with a comma is answered with the number to type', () => {
    const parsed = parseNumberText('1,5')
    expect(parsed.ok ? null : parsed.problem.action).toBe('type 1.5')
  })

  it('keeps to its range', () => {
    expect(parseNumberText('0', { minimum: 0 }).ok).toBe(true)
    expect(parseNumberText('0', { minimum: 0, exclusive: true }).ok).toBe(false)
    expect(parseNumberText('2.5', { integer: true, minimum: 1 }).ok).toBe(false)
  })
})
