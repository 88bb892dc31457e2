import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delimiters, type ImportOptions } from '../../../../core/api/model'
import type { Result } from '../../../../core/api/problem'
import type { Lane, LoadProgress } from '../../../../core/dataset/hooks'
import { loadCsv, type LoadedCsv } from '../../../../core/dataset/load'
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

const runs = 150

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

  it('and where a character is lost or added, both readers say the same of what has become of it', async () => {
    const damage = fc.record({ at: fc.nat(), lost: fc.integer({ min: 0, max: 1 }), added: fc.constantFrom('', '"', '"', "'", ' ', '\u00a0', 'x', ',', '\n', '\r') })
    let malformed = 0
    await fc.assert(fc.asyncProperty(table, damage, fc.integer({ min: 1, max: 200 }), async (chosen, { at, lost, added }, chunkBytes) => {
      const whole = textOf(chosen)
      const place = at % whole.length
      const { delimiter, quote } = chosen
      const { result } = await read(whole.slice(0, place) + added + whole.slice(place + lost), { dialect: { delimiter, quote, decimal: '.', header: true } }, chunkBytes, { rows: 10, seed: 5 })
      malformed += Number(!result.ok && result.problem.code.startsWith('CSV_QUOTE'))
    }), { numRuns: runs })
    expect(malformed).toBeGreaterThan(runs / 20)
  })
})
describe('a file of numbers with a few odd fields', () => {
  const rowCount = 3000
  const lineOf = (row: number): string => `${row % 17},${(row * 37) % 101},${(row % 13) / 4},name ${row % 5}`
  const odd = new Map([[40, '1,2,3,"a, b"'], [700, '1,2,3,"say ""no"""'], [701, '4,"5",6,"two\nlines\r\nand more"'], [1999, '7,8,9,"\r"'], [2700, '"1","2","0.5","x\n\n"']])
  const content = (more: ReadonlyMap<number, string> = new Map()): string => ['a,b,c,name', ...Array.from({ length: rowCount }, (_, row) => more.get(row) ?? odd.get(row) ?? lineOf(row)), ''].join('\n')

  it('is read once by the plain reader, and keeps the same rows as the general one', async () => {
    const { result, lane } = await read(content(), {}, 5000, { rows: 200, seed: 9 })
    expect([lane, must(result).summary.rows]).toEqual(['plain', rowCount])
    const passes: LoadProgress[] = []
    must(await loadCsv(folder.write('once.csv', content()), defaultOptions, { lane: 'plain', chunkBytes: 5000, onProgress: progress => passes.push(progress) }, { rows: 200, seed: 9 }))
    // another pass would begin at the first byte again
    expect(passes.every(({ bytes, passes: told }, index) => told === 1 && bytes >= (passes[index - 1]?.bytes ?? 0))).toBe(true)
  })

  it('says of quotes that are malformed in which row, line breaks in other fields counted', async () => {
    // lines are counted from 1, the header is one, and odd fields before these rows hold three line breaks
    const rowOf = (row: number): number => row + 2 + 3
    const cases = [
      { bad: '1,2,3,"name"x', code: 'CSV_QUOTE_MALFORMED', row: rowOf(2500) },
      { bad: '1,2,"3\n4" 5,name', code: 'CSV_QUOTE_MALFORMED', row: rowOf(2500) },
      { bad: '1,2,"3,name', code: 'CSV_QUOTE_UNCLOSED', row: rowOf(2500) },
      { bad: '1,2,3', code: 'CSV_ROW_RAGGED', row: rowOf(2500) },
      { bad: '1,2,3,"na\nme",5', code: 'CSV_ROW_RAGGED', row: rowOf(2500) }
    ]
    for (const { bad, code, row } of cases) {
      // without later quotes, which would close what is open here
      const { result } = await read(content(new Map([[2500, bad], [2700, lineOf(2700)]])), {}, 5000)
      expect(result).toMatchObject({ ok: false, problem: { code, place: { row } } })
    }
  })

  it('is malformed where it ends in white space behind a closing quote, but not with a line break behind it', async () => {
    expect((await read('a,b\n1,2\n3,"4" ')).result).toMatchObject({ ok: false, problem: { code: 'CSV_QUOTE_MALFORMED', place: { row: 3 } } })
    for (const end of ['"4" \n', '"4"', '4" ', '"4"\r']) expect((await read(`a,b\n1,2\n5,6\n3,${end}`)).lane).toBe('plain')
  })
})
