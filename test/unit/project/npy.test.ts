import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNpy, writeNpy, type NpyArray } from '../../../core/project/npy'
import { textBytes } from './rawZip'

function reread(array: NpyArray): NpyArray {
  const result = readNpy(writeNpy(array), 'a')
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

function problemOf(bytes: Uint8Array): string {
  const result = readNpy(bytes, 'a')
  if (result.ok) throw new Error('was read')
  return `${result.problem.code}: ${result.problem.what}`
}

/** An array whose header is written by hand. */
function handmade(header: string, data: Uint8Array, version = 1): Uint8Array {
  const text = textBytes(header)
  const prefix = version === 1 ? [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8] : [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, text.length & 255, text.length >> 8, 0, 0]
  return Uint8Array.from([...prefix, ...text, ...data])
}

describe('an NPY array', () => {
  it('of numbers reads back as it was written, in every shape', () => {
    fc.assert(fc.property(fc.array(fc.double()), values => {
      const array: NpyArray = { dtype: 'float64', shape: [values.length], values: Float64Array.from(values) }
      expect(reread(array)).toEqual(array)
    }))
    const scalar: NpyArray = { dtype: 'int32', shape: [], values: Int32Array.of(-7) }
    const table: NpyArray = { dtype: 'int64', shape: [2, 3], values: BigInt64Array.of(1n, -2n, 3n, 2n ** 62n, 5n, 6n) }
    const none: NpyArray = { dtype: 'float64', shape: [0, 3], values: new Float64Array(0) }
    for (const array of [scalar, table, none]) expect(reread(array)).toEqual(array)
  })

  it('of texts keeps astral characters, empty texts and NULs inside', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' }).map(text => text.replace(/\0+$/, ''))), values => {
      const array: NpyArray = { dtype: 'unicode', shape: [values.length], values }
      expect(reread(array)).toEqual(array)
    }))
    const array: NpyArray = { dtype: 'unicode', shape: [3], values: ['a\0b', '😀é', ''] }
    expect(reread(array)).toEqual(array)
  })

  it('takes part of a larger buffer, not all of it', () => {
    const values = Float64Array.of(1, 2, 3, 4).subarray(1, 3)
    expect(reread({ dtype: 'float64', shape: [2], values }).values).toEqual(Float64Array.of(2, 3))
  })

  it('has the header that NumPy writes, padded to 64 bytes', () => {
    const bytes = writeNpy({ dtype: 'unicode', shape: [1], values: [''] })
    const text = new TextDecoder('latin1').decode(bytes.subarray(10, 128))
    expect(Array.from(bytes.subarray(0, 10))).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0])
    expect(text).toBe(`${"{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }".padEnd(117)}\n`)
    expect(bytes.length).toBe(132)
  })

  it('is read from the longer headers of versions 2 and 3', () => {
    const header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n"
    const data = Uint8Array.of(1, 0, 0, 0, 2, 0, 0, 0)
    for (const version of [2, 3]) {
      expect(readNpy(handmade(header, data, version), 'a')).toEqual({ ok: true, value: { dtype: 'int32', shape: [2], values: Int32Array.of(1, 2) } })
    }
  })

  it('is refused when its values do not fill its shape', () => {
    expect(() => writeNpy({ dtype: 'int32', shape: [2], values: Int32Array.of(1) })).toThrow(RangeError)
  })
})

describe('what is not read as an NPY array has its own sentence', () => {
  const eight = new Uint8Array(8)
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['Fortran order', handmade("{'descr': '<f8', 'fortran_order': True, 'shape': (1, 1), }", eight), 'MOMENTS_UNSUPPORTED: the array "a" is stored column by column (Fortran order)'],
    ['big-endian', handmade("{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }", eight), 'MOMENTS_UNSUPPORTED: the array "a" has the type >f8'],
    ['objects', handmade("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", eight), 'MOMENTS_UNSUPPORTED: the array "a" has the type |O'],
    ['structures', handmade("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,), }", eight), "MOMENTS_UNSUPPORTED: the array \"a\" has the type [('x', '<f8')]"],
    ['too few bytes', handmade("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", eight), 'MOMENTS_INVALID: the array "a" holds 8 bytes of values, its shape and type need 16'],
    ['too many bytes', handmade("{'descr': '<i4', 'fortran_order': False, 'shape': (), }", eight), 'MOMENTS_INVALID: the array "a" holds 8 bytes of values, its shape and type need 4'],
    ['an impossible shape', handmade("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", eight), 'MOMENTS_INVALID: the array "a" has an impossible shape'],
    ['a header that is none', handmade('{}', eight), 'MOMENTS_INVALID: the array "a" has a header that cannot be understood'],
    ['a header beyond the end', handmade("{'descr'", new Uint8Array(0)).subarray(0, 14), 'MOMENTS_INVALID: the array "a" ends within its header'],
    ['a newer version', handmade("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", eight, 4), 'MOMENTS_INVALID: the array "a" is of NPY version 4'],
    ['another file', textBytes('mean,scatter\n1,2\n'), 'MOMENTS_INVALID: the array "a" does not begin as an NPY array'],
    ['nothing', new Uint8Array(0), 'MOMENTS_INVALID: the array "a" does not begin as an NPY array'],
    ['no character', handmade("{'descr': '<U1', 'fortran_order': False, 'shape': (), }", Uint8Array.of(0, 0, 0x11, 0)), 'MOMENTS_INVALID: the array "a" holds a character beyond U+10FFFF']
  ]
  it.each(cases)('%s', (_, bytes, expected) => {
    expect(problemOf(bytes)).toContain(expected)
  })

  it('and no bytes make it throw', () => {
    const bytes = writeNpy({ dtype: 'unicode', shape: [2], values: ['ab', 'c'] })
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (position, byte, length) => {
      const damaged = Uint8Array.from(bytes).subarray(0, length)
      if (position < length) damaged[position] = byte
      expect(typeof readNpy(damaged, 'a').ok).toBe('boolean')
    }), { numRuns: 500 })
  })
})
