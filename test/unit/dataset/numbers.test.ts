import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MissingCodes } from '../../../core/dataset/missing'
import { looksNumeric, parseNumber } from '../../../core/dataset/numbers'

describe('parseNumber', () => {
  it.each([
    ['1', 1], ['+1', 1], ['-1', -1], ['.5', 0.5], ['5.', 5], ['-.5e3', -500], ['1E+2', 100], ['007', 7], ['1,234', 1234], ['1,234,567.5', 1234567.5], ['-1,234.', -1234],
    ['0.1', 0.1], ['9007199254740993', 9007199254740992], ['inf', Infinity], ['-Infinity', -Infinity], ['1e999', Infinity], ['-1e999', -Infinity], ['1e-999', 0]
  ])('reads %s with a decimal point as %d', (text, value) => expect(parseNumber(text, '.')).toBe(value))

  it.each([
    ['1', 1], ['1,5', 1.5], [',5', 0.5], ['5,', 5], ['1.234', 1234], ['1.234.567,5', 1234567.5], ['1,234', 1.234], ['12,3456', 12.3456], ['-1,5e-3', -0.0015], ['inf', Infinity]
  ])('reads %s with a decimal comma as %d', (text, value) => expect(parseNumber(text, ',')).toBe(value))

  it.each(['', ' ', 'x', '0x10', '1_000', '12 3', '$5', '5kg', '1.2.3', '1,23', '1,2345', '0,123', '12,34,567', '--1', '1e', 'e5', '.', '+', '1,234,56', 'nan', '１'])(
    'does not read "%s" with a decimal point', text => expect(parseNumber(text, '.')).toBeNull()
  )

  it.each(['1.5', '0.123', '1.23', '1,2,3', '1,234,567', '1.2345'])('does not read "%s" with a decimal comma', text => expect(parseNumber(text, ',')).toBeNull())

  it('reads back every double bit for bit under either sign', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
      const text = String(value)
      expect(parseNumber(text, '.')).toBe(Number(text))
      // "1.234" written with a comma decides itself; a text without one reads the same
      expect(parseNumber(text.replace('.', ','), ',')).toBe(Number(text))
    }))
  })

  it('never throws, and reads nothing that Number would not after grouping is taken out', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,+-eE x') }), text => {
      const value = parseNumber(text, '.')
      if (value !== null) expect(value).toBe(Number(text.replaceAll(',', '')))
      expect(looksNumeric(text)).toBe(value !== null || parseNumber(text, ',') !== null)
    }))
  })
})

describe('MissingCodes', () => {
  const codes = new MissingCodes(['-999', ' unknown '])
  it.each(['', 'NA', 'na', 'NaN', 'null', 'NULL', '?', 'N/A', 'unknown', '-999'])('takes "%s" as missing', text => expect(codes.hasText(text)).toBe(true))
  it.each(['0', '-', 'none', 'Unknown', 'nap', '-99'])('takes "%s" as a value', text => expect(codes.hasText(text)).toBe(false))
  it('takes a number code however it is written', () => {
    expect(codes.hasNumber(-999)).toBe(true)
    expect(codes.hasNumber(999)).toBe(false)
  })
})
