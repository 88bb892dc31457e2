import { describe, expect, it } from 'vitest'
import { createRandom } from '../../../core/linalg/random'
import { readTable } from './tables'

const random = createRandom(5)
const between = (low: number, high: number): number => low + (high - low) * random.uniform()
const bitsOf = (value: number): bigint => new BigUint64Array(Float64Array.of(value).buffer)[0]!

function anyDouble(): number {
  for (;;) {
    const value = new Float64Array(Uint32Array.of(random.integer(2 ** 32), random.integer(2 ** 32)).buffer)[0]!
    if (Number.isFinite(value)) return value
  }
}

/** Every kind of token that files of numbers hold, and the share of them that may be asked about. */
const families: Readonly<Record<string, { readonly token: () => string; readonly asked: number }>> = {
  'short floats': { token: () => between(-50, 100).toFixed(6), asked: 0 },
  'shortest representations': { token: () => String(between(-500, 500)), asked: 0 },
  'seventeen digits': { token: () => between(-0.5, 0.5).toPrecision(17), asked: 0 },
  // some are written out with 21 digits
  'any double': { token: () => String(anyDouble()), asked: 0.02 },
  'seventeen digits and an exponent': { token: () => anyDouble().toExponential(16), asked: 0 },
  'nineteen digits and an exponent': { token: () => anyDouble().toExponential(18), asked: 0 },
  'bytes': { token: () => String(random.integer(256)), asked: 0 },
  'large integers': { token: () => String(Math.floor(between(0, 2 ** 60))), asked: 0 },
  'subnormal numbers': { token: () => between(0, 1e-308).toExponential(15), asked: 0 },
  'halfway between doubles': { token: () => String(2n ** 53n + BigInt(random.integer(2 ** 31)) * 2n + 1n), asked: 0 },
  'more digits than a word holds': { token: () => between(0, 10).toPrecision(25), asked: 1 },
  'many leading zeros': { token: () => `0.${'0'.repeat(random.integer(20))}${random.integer(1e9)}`, asked: 0 },
  'odd spellings': { token: () => ['-0', '+5', '1.', '.5', '1e5', '2E+3', '-1e-2', '1e-400', '007', '-.5e1', '0e9', '1e+22', '1e23', '9007199254740993'][random.integer(14)]!, asked: 0 },
  'beyond the largest double': { token: () => `${random.integer(9) + 1}e${308 + random.integer(3)}`, asked: 1 },
  'exponents far out': { token: () => `${random.integer(1000)}.${random.integer(1000)}e-${300 + random.integer(60)}`, asked: 0 }
}

const columns = 8
const rows = 500

describe('a number is read bit for bit as Number() reads it', () => {
  for (const [family, { token, asked }] of Object.entries(families)) {
    it(family, () => {
      const tokens = Array.from({ length: rows * columns }, token)
      const lines = Array.from({ length: rows }, (_, row) => tokens.slice(row * columns, (row + 1) * columns).join(','))
      let questions = 0
      const seen: number[] = []
      const text = `${lines.join('\n')}\n`
      readTable({
        text, columns,
        ask: () => {
          questions++
          return { kind: 'number', value: NaN }
        }
      }, 'plain', ({ memory, layout, rows: read }) => seen.push(...new Float64Array(memory.buffer, layout.table, read * columns)))
      const wrong = tokens.filter((each, index) => !Number.isNaN(seen[index]) && bitsOf(seen[index]!) !== bitsOf(Number(each)))
      expect([seen.length, wrong]).toEqual([tokens.length, []])
      // what is asked about twice is remembered, so this counts different tokens
      expect(questions / tokens.length).toBeLessThanOrEqual(asked)
    })
  }

  it('under a decimal comma and any delimiter', () => {
    const seen: number[] = []
    readTable({ text: '1,5;-2,25;,5\n3;4,;1e2\n', columns: 3, decimal: ',', delimiter: ';' }, 'plain', ({ memory, layout, rows: read }) => {
      for (let row = 0; row < read; row++) seen.push(...new Float64Array(memory.buffer, layout.table + row * layout.rowBytes, 3))
    })
    expect(seen).toEqual([1.5, -2.25, 0.5, 3, 4, 100])
  })
})

describe('what is no number is asked about', () => {
  it('once for every text of a column, with the place where it stands', () => {
    const asked: string[] = []
    const { kernel } = readTable({
      text: '1,x\n 2 ,"y z"\n3,x\n,x\n1e,inf\n0x1F,--1\n', columns: 2,
      ask: (column, text) => {
        asked.push(`${column}:${text}`)
        return { kind: 'no-number' }
      }
    }, 'plain')
    expect(kernel.refused).toBe(false)
    expect(asked).toEqual(['1:x', '1:y z', '0:', '0:1e', '1:inf', '0:0x1F', '1:--1'])
  })

  it('and as it is meant: doubled quotes undone, line breaks as line feeds, the same text once', () => {
    const asked: string[] = []
    const { kernel } = readTable({
      text: '1,"say ""no"""\n2,"a,b"\n3,"x\r\ny\rz"\n4,"x\ny\nz"\n5, "p"\n6,"""q""" \t\n7,a"b\n8,"a""b"\n9," x\ny\nz\n"\n', columns: 2,
      ask: (_, text) => {
        asked.push(text)
        return { kind: 'no-number' }
      }
    }, 'plain')
    expect(kernel.refused).toBe(false)
    expect(asked).toEqual(['say "no"', 'a,b', 'x\ny\nz', '"p"', '"q"', 'a"b'])
  })

  it('on the line where its record begins', () => {
    const lines: number[] = []
    const { kernel } = readTable({
      text: '1,"a\nb\n"\n\n2,"c\r\n"\r\n3,d\r4,e\n', columns: 2,
      ask: () => ({ kind: 'no-number' }), onAsk: ({ line }) => lines.push(line)
    }, 'plain')
    expect([lines, kernel.line]).toEqual([[0, 4, 6, 7], 8])
  })

  it('but not about numbers in quotes, which count among the distinct texts as those without', () => {
    const seen: number[] = []
    const { kernel, view } = readTable({ text: '"1",1\n" -2.5 ", 1\n"3" ,"1"\n"007",7\n"12345678901234567",7\n', columns: 2 }, 'plain', ({ memory, layout, rows: read }) => {
      for (let row = 0; row < read; row++) seen.push(...new Float64Array(memory.buffer, layout.table + row * layout.rowBytes, 2))
    })
    expect([kernel.refused, seen]).toEqual([false, [1, 1, -2.5, 1, 3, 1, 7, 7, 12345678901234567, 7]])
    expect([view.distinctOf(0).count, view.distinctOf(1).count]).toEqual([5, 2])
  })

  it('but rows of another width, and quotes that are not closed or have text behind them, are refused', () => {
    const refused = (text: string): boolean => readTable({ text, columns: 2, ask: () => ({ kind: 'missing' }) }, 'plain').kernel.refused
    expect(['1,2\n3\n', '1,2\n3,4,5\n', '1,2\n3,"4"5\n', '1,2\n3,"4\n', '1,2\n3,"4""\n', '1,2\n3,"4"\u00a0\n', '"1" "2",3\n'].map(refused)).toEqual(Array(7).fill(true))
    expect(['1,2\r\n3,4\r\n', '\n1,2\n  \n3,4\n', '1,a"b\n', '1,2\r3,4\n', '1,2\n3,"4" \n', '1,2\n""\n" \n"\n3,4\n'].map(refused)).toEqual(Array(6).fill(false))
  })

  it('and lines of nothing but quotes around white space are no rows', () => {
    const { kernel } = readTable({ text: '1\n""\n2\n" \n" \n3\n', columns: 1 }, 'plain', ({ rows: read }) => expect(read).toBe(3))
    expect([kernel.refused, kernel.line]).toEqual([false, 6])
  })
})
