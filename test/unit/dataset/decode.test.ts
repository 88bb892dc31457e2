import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodings, type Encoding } from '../../../core/api/model'
import { detectEncoding, IncrementalDecoder, InvalidBytes } from '../../../core/dataset/decode'
import { LineBreaks } from '../../../core/dataset/text'
import { encode } from './encode'

const decodeInPieces = (bytes: Uint8Array, encoding: Encoding, size: number): string => {
  const decoder = new IncrementalDecoder(encoding)
  let text = ''
  for (let at = 0; at < bytes.length; at += size) text += decoder.decode(bytes.subarray(at, at + size), false)
  return text + decoder.decode(new Uint8Array(0), true)
}

describe('IncrementalDecoder', () => {
  it('gives the same text wherever the bytes are cut', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('utf-8', 'utf-16le', 'utf-16be' as const), fc.boolean(), fc.integer({ min: 1, max: 9 }), (text, encoding, mark, size) => {
      fc.pre(!text.startsWith('\ufeff'))
      expect(decodeInPieces(encode(text, encoding as Encoding, mark), encoding as Encoding, size)).toBe(text)
    }))
  })

  it('names the text before an invalid byte, and the byte', () => {
    const bytes = Buffer.concat([Buffer.from('é,1\n'), Buffer.from([0xe9]), Buffer.from('x')])
    for (const size of [1, 2, 3, 100]) {
      const decoder = new IncrementalDecoder('utf-8')
      let before = ''
      const read = (): void => {
        for (let at = 0; at < bytes.length; at += size) before += decoder.decode(bytes.subarray(at, at + size), false)
        decoder.decode(new Uint8Array(0), true)
      }
      const error = (() => { try { read(); return null } catch (caught) { return caught } })()
      if (!(error instanceof InvalidBytes)) throw new Error('no InvalidBytes')
      expect(before + error.textBefore).toBe('é,1\n')
      expect(error.byte).toBe(0xe9)
    }
  })

  it('refuses a character that the end of the file cuts off', () => {
    const decoder = new IncrementalDecoder('utf-8')
    expect(decoder.decode(Uint8Array.of(0x61, 0xc3), false)).toBe('a')
    expect(() => decoder.decode(new Uint8Array(0), true)).toThrow(InvalidBytes)
  })
})

describe('detectEncoding', () => {
  it.each(encodings.filter(encoding => encoding !== 'latin-1'))('finds %s with and without a byte order mark', encoding => {
    expect(detectEncoding(encode('größe,1\n2,3\n', encoding, true), true)).toBe(encoding)
    expect(detectEncoding(encode('größe,1\n2,3\n', encoding, false), true)).toBe(encoding)
  })

  it('finds Latin-1 where UTF-8 is invalid, and no text where there are control characters', () => {
    expect(detectEncoding(encode('größe,1\n', 'latin-1', false), true)).toBe('latin-1')
    expect(detectEncoding(Uint8Array.of(0xe9, 1, 2), true)).toBeNull()
  })

  it('does not mind a character cut by the end of the head', () => {
    const bytes = encode('aé', 'utf-8', false).subarray(0, 2)
    expect(detectEncoding(bytes, false)).toBe('utf-8')
    expect(detectEncoding(bytes, true)).toBe('latin-1')
  })
})

describe('LineBreaks', () => {
  it('turns every kind into LF wherever the text is cut', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\r', '\n') }), fc.integer({ min: 1, max: 4 }), (text, size) => {
      const lineBreaks = new LineBreaks()
      let joined = ''
      for (let at = 0; at < text.length; at += size) joined += lineBreaks.normalise(text.slice(at, at + size), false)
      expect(joined + lineBreaks.normalise('', true)).toBe(text.replaceAll(/\r\n?/g, '\n'))
    }))
  })
})
