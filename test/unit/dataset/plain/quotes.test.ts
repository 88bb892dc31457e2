import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delimiters, type ImportOptions } from '../../../../core/api/model'
import type { Result } from '../../../../core/api/problem'
import type { Lane } from '../../../../core/dataset/hooks'
import type { LoadedCsv } from '../../../../core/dataset/load'
import type { SampleRequest } from '../../../../core/dataset/rowSample'
import { must } from '../../../support/evaluate'
import { readInBothLanes } from '../lanes'
import { defaultOptions, temporaryFolder } from '../temporaryFolder'

const folder = temporaryFolder()
let files = 0

interface Read {
  readonly result: Result<LoadedCsv>
  /** Which reader read the rows when the plain one might; null when none came to that. */
  readonly lane: Lane | null
}

async function read(text: string, options: Partial<ImportOptions> = {}, chunkBytes?: number, request?: SampleRequest): Promise<Read> {
  const lanes: Lane[] = []
  const path = folder.write(`quotes-${files++}.csv`, text)
  const result = await readInBothLanes(path, { ...defaultOptions, ...options }, { ...(chunkBytes && { chunkBytes }), onLane: lane => lanes.push(lane) }, request)
  return { result, lane: lanes[1] ?? null }
}

const lineBreaks = ['\n', '\r\n', '\r'] as const
const enclosedIn = (text: string, quote: string): string => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`

// without digits: a text of these is no number under either decimal sign, which would be a question about the whole file
const text = fc.array(fc.constantFrom('a', 'b', 'Z', 'é', ',', ';', '\t', '|', '"', '"', "'", ' ', '\u00a0', ...lineBreaks, ...lineBreaks), { maxLength: 6 }).map(parts => parts.join(''))
const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -300, max: 1200 }).map(String) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(value => (Math.abs(value) < 1e-100 ? 0 : value).toPrecision(9)) },
  { weight: 1, arbitrary: fc.constantFrom('7', '007', '+3', '1e3', '.5', '-0', '12345678901234567890123') }
)

/** How a value is written: as it is where it can be, or enclosed, with or without white space. */
const writing = fc.constantFrom('bare', 'bare', 'bare', 'enclosed', 'spaced inside', 'spaced behind')
type Writing = 'bare' | 'enclosed' | 'spaced inside' | 'spaced behind'

function written(value: string, how: Writing, quote: string, delimiter: string): string {
  const needsQuotes = value.startsWith(quote) || value.includes(delimiter) || /[\n\r]/.test(value)
  switch (how) {
    case 'bare': return needsQuotes ? enclosedIn(value, quote) : value
    case 'enclosed': return enclosedIn(value, quote)
    case 'spaced inside': return enclosedIn(` ${value}  `, quote)
    case 'spaced behind': return `${enclosedIn(value, quote)} \v`
  }
}

interface Cell {
  readonly value: string
  readonly how: Writing
}

const numberCell = fc.record({ value: number, how: writing })
const textCell = fc.record({ value: text, how: writing })

const table = fc.record({ numbers: fc.integer({ min: 1, max: 4 }), texts: fc.integer({ min: 1, max: 3 }), rowCount: fc.integer({ min: 2, max: 25 }) })
  .chain(({ numbers, texts, rowCount }) => fc.record({
    rows: fc.array(fc.tuple(fc.array(numberCell, { minLength: numbers, maxLength: numbers }), fc.array(textCell, { minLength: texts, maxLength: texts })), { minLength: rowCount, maxLength: rowCount }),
    names: fc.array(textCell, { minLength: numbers + texts, maxLength: numbers + texts }),
    textsFirst: fc.boolean(), quote: fc.constantFrom('"' as const, '"' as const, "'" as const), delimiter: fc.constantFrom(...delimiters),
    breaks: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...lineBreaks).map(each => [each]) }, { weight: 1, arbitrary: fc.constant(lineBreaks) }),
    finalBreak: fc.boolean(), mark: fc.boolean(), blankEvery: fc.constantFrom(0, 0, 3)
  }))

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never

function textOf({ rows, names, textsFirst, quote, delimiter, breaks, finalBreak, mark, blankEvery }: Table): string {
  const line = (cells: readonly Cell[]): string => cells.map(({ value, how }) => written(value, how, quote, delimiter)).join(delimiter)
  const lines = [line(names.map(({ value, how }, index) => ({ value: `${value}${index}`, how }))), ...rows.map(([numbers, texts]) => line(textsFirst ? [...texts, ...numbers] : [...numbers, ...texts]))]
  const all = lines.flatMap((each, index) => (blankEvery > 0 && index % blankEvery === 0 ? [['', ' \v', quote + quote, `${quote} \n ${quote}`][index % 4]!, each] : [each]))
  const joined = all.map((each, index) => (index === all.length - 1 && !finalBreak ? each : each + breaks[index % breaks.length]!)).join('')
  return (mark ? '\ufeff' : '') + joined
}

const runs = 250

describe('quoted fields with delimiters, quotes and line breaks in them', () => {
  const choices = fc.record({ labelled: fc.boolean(), missing: fc.constantFrom('drop' as const, 'mean' as const), chunkBytes: fc.integer({ min: 1, max: 200 }), kept: fc.integer({ min: 2, max: 30 }) })

  it('are read by the plain reader where they stand, wherever the bytes are cut, and mean what they mean to the general one', async () => {
    let plain = 0
    await fc.assert(fc.asyncProperty(table, choices, async (chosen, { labelled, missing, chunkBytes, kept }) => {
      const { delimiter, quote, textsFirst, names } = chosen
      const label = labelled ? String(textsFirst ? 0 : names.length - 1) : null
      const options = { dialect: { delimiter, quote, decimal: '.' as const, header: true }, label, missing }
      const content = textOf(chosen)
      const { result, lane } = await read(content, options, chunkBytes, { rows: kept, seed: 5 })
      // a file that ends behind a closing quote and white space is malformed, and told so by the general reader
      if (!result.ok) return
      expect(lane).toBe('plain')
      plain++
    }), { numRuns: runs })
    expect(plain).toBeGreaterThan(runs / 2)
  })
})
