import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allRows, copyRows, exceptional, float64Rows, type StoredRows } from '../../../core/dataset/storedRows'
import { kernelMemory } from '../../../core/kernels/load'
import { sumsKernel, tableModules } from '../../../core/kernels/tableKernel'
import { variants } from '../kernels/tables'

const memory = kernelMemory(65_536)
const [from, to] = [0, 32_768]

/** Values as the kernel stores them. */
function narrowed(values: readonly number[], decimals: number, variant: (typeof variants)[number]): { readonly fits: boolean; readonly rows: StoredRows } {
  const { narrowDecimals } = sumsKernel(tableModules(variant), memory)
  new Float64Array(memory.buffer, from, values.length).set(values)
  const fits = narrowDecimals(from, values.length, to, 10 ** decimals) !== 0
  return { fits, rows: { stored: new Int32Array(memory.buffer, to, values.length).slice(), divisor: 10 ** decimals, exceptions: null } }
}

/** All bits, so that 0 and −0 differ. */
const bitsOf = (values: Iterable<number>): readonly bigint[] => [...new BigUint64Array(Float64Array.from(values).buffer)]

/** A whole number written with so many decimals. */
function decimal(whole: number, decimals: number): string {
  const digits = String(Math.abs(whole)).padStart(decimals + 1, '0')
  return `${whole < 0 ? '-' : ''}${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals)}`
}

describe.each(variants)('rows as int32 over a power of ten, by %s kernels', variant => {
  it('are the very same numbers, for every decimal of up to nine digits', () => {
    const digits = fc.integer({ min: 0, max: 9 }).chain(count => fc.integer({ min: -(10 ** count - 1), max: 10 ** count - 1 }))
    fc.assert(fc.property(fc.integer({ min: 0, max: 9 }), fc.array(digits, { minLength: 1, maxLength: 13 }), (decimals, wholes) => {
      const values = wholes.map(whole => Number(decimal(whole === 0 ? 0 : whole, decimals)))
      const { fits, rows } = narrowed(values, decimals, variant)
      expect(fits).toBe(true)
      const out = new Float64Array(values.length)
      copyRows({ rows, dimension: values.length }, 0, 1, out)
      expect(bitsOf(out)).toEqual(bitsOf(values))
    }), { numRuns: 2000 })
  })

  it('hold decimals that are shorter than others, and very small ones', () => {
    expect(narrowed([0.5, 2, 1.25, -7.125, 100, 0], 3, variant).fits).toBe(true)
    expect(narrowed([1.23e-20, -4e-22, 2.147483647e-13], 22, variant).fits).toBe(true)
  })

  it('refuse whatever would come back otherwise, in whichever place it stands', () => {
    const refused = [-0, 0.1 + 0.2, 1 / 3, 1.0000001, 2147.483648, -2147.483649, exceptional / 1e6, 1e300, Infinity, -Infinity, NaN]
    for (const count of [1, 4, 7, 12]) {
      for (const wrong of refused) {
        for (let place = 0; place < count; place++) {
          const values = Array.from({ length: count }, (_, index) => (index === place ? wrong : index / 8))
          expect([wrong, count, place, narrowed(values, 6, variant).fits]).toEqual([wrong, count, place, false])
        }
      }
    }
    // the ends of what fits
    expect(narrowed([2147.483647, -2147.483647], 6, variant).fits).toBe(true)
  })
})

describe('stored rows', () => {
  it('give any run of rows with the exceptions in their places', () => {
    const count = 9
    const dimension = 4
    const stored = Int32Array.from({ length: count * dimension }, (_, index) => index * 7 - 50)
    const places = Int32Array.of(0, 3, 4, 17, 35)
    const values = Float64Array.of(-0, Math.PI, 1e9, -0, 1e-300)
    for (const place of places) stored[place] = exceptional
    const sample = { rows: { stored, divisor: 100, exceptions: { places, values } }, dimension, count }
    const all = Array.from(stored, (number, place) => (places.includes(place) ? values[places.indexOf(place)]! : number / 100))
    expect(bitsOf(allRows(sample))).toEqual(bitsOf(all))
    for (let start = 0; start < count; start++) {
      for (let taken = 1; taken <= count - start; taken++) {
        const out = new Float64Array(taken * dimension + 3).fill(5)
        copyRows(sample, start, taken, out, 2)
        expect(bitsOf(out)).toEqual(bitsOf([5, 5, ...all.slice(start * dimension, (start + taken) * dimension), 5]))
      }
    }
  })

  it('are copied in shared memory, and not at all where they are float64', () => {
    const rows = Float64Array.of(1, 2, 3, 4)
    expect(allRows({ rows: float64Rows(rows), dimension: 2, count: 2 })).toBe(rows)
    const bytes: StoredRows = { stored: Uint8Array.of(1, 2, 3, 255), divisor: 1, exceptions: null }
    const copy = allRows({ rows: bytes, dimension: 2, count: 2 })
    expect([...copy]).toEqual([1, 2, 3, 255])
    expect(copy.buffer).toBeInstanceOf(SharedArrayBuffer)
  })
})
