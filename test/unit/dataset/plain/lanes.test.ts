import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delimiters, type ImportOptions } from '../../../../core/api/model'
import { inspectCsv, loadCsv, type InspectedCsv } from '../../../../core/dataset/load'
import type { Lane } from '../../../../core/dataset/hooks'
import { must } from '../../../support/evaluate'
import { readInBothLanes } from '../lanes'
import { defaultOptions, temporaryFolder } from '../temporaryFolder'

const folder = temporaryFolder()
let files = 0
const written = (text: string): string => folder.write(`lanes-${files++}.csv`, text)

/** Which reader read the rows of a text. */
async function laneOf(text: string, options: Partial<ImportOptions> = {}): Promise<Lane | null> {
  let lane: Lane | null = null
  must(await loadCsv(written(text), { ...defaultOptions, ...options }, { lane: 'plain', onLane: used => { lane = used } }))
  return lane
}

// squares of anything smaller vanish, and then neither reader has digits to compare
const smallestSquared = 1e-100
const decimalNumber = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -300, max: 300 }).map(String) },
  { weight: 3, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map(value => String(Math.abs(value) < smallestSquared ? 0 : value)) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }).map(value => value.toFixed(3)) },
  { weight: 1, arbitrary: fc.constantFrom('+5', '1.', '.5', '1e5', '2E+3', '-1e-2', '-0', '007', '0', '1e70', '1e-70', ' 3', '4 ', '12345678901234567890123') }
)
const oddField = fc.constantFrom('', 'NA', 'nan', '?', '-999', '1,234', '"1,5"', '"a,b"', 'text', 'é', '"quoted"', 'a"b', '1e400', 'inf', '0x1F', '1_000', '1e', '.', '-', ' \u00a0', '""', '"a""b"', '1 2')
const labelField = fc.constantFrom('red', 'green', 'blau ', '1', '1.0', 'NA', 'ü', '"x"')

interface Table {
  readonly rows: readonly (readonly string[])[]
  readonly delimiter: string
  readonly newline: string
  readonly header: boolean
  readonly mark: boolean
  readonly finalNewline: boolean
  readonly blankEvery: number
  readonly comma: boolean
  readonly raggedAt: number
}

/** Mostly plain tables: each kind of trouble is rare, so that it meets the fast lane and not always the same excuse. */
const table: fc.Arbitrary<Table> = fc.record({ width: fc.integer({ min: 1, max: 12 }), rowCount: fc.integer({ min: 0, max: 30 }), troubles: fc.integer({ min: 0, max: 3 }) })
  .chain(({ width, rowCount, troubles }) => fc.record({
    cells: fc.array(fc.array(decimalNumber, { minLength: width, maxLength: width }), { minLength: rowCount, maxLength: rowCount }),
    odd: fc.array(fc.record({ row: fc.nat(), column: fc.nat(), field: oddField }), { maxLength: troubles }),
    labels: fc.option(fc.array(labelField, { minLength: rowCount, maxLength: rowCount })),
    delimiter: fc.constantFrom(...delimiters),
    newline: fc.constantFrom('\n', '\n', '\r\n', '\r'),
    header: fc.boolean(), mark: fc.boolean(), finalNewline: fc.boolean(), comma: fc.constantFrom(false, false, true),
    blankEvery: fc.constantFrom(0, 0, 0, 3), raggedAt: fc.constantFrom(-1, -1, -1, -1, -1, 2)
  }))
  .map(({ cells, odd, labels, comma, ...rest }) => {
    const rows = cells.map((row, index) => [...row.map(text => (comma ? text.replace('.', ',') : text)), ...(labels ? [labels[index]!] : [])])
    for (const { row, column, field } of odd) {
      const record = rows[row % Math.max(1, rows.length)]
      if (record) record[column % record.length] = field
    }
    return { ...rest, comma, rows }
  })

function textOf({ rows, delimiter, newline, header, mark, finalNewline, blankEvery, raggedAt }: Table): string {
  const lines = rows.map((row, index) => (index === raggedAt ? [...row, '7'] : row).join(delimiter))
  if (header) lines.unshift((rows[0] ?? ['a', 'b']).map((_, index) => `x${index}`).join(delimiter))
  const withBlanks = lines.flatMap((line, index) => (blankEvery > 0 && index % blankEvery === 0 ? [line, index % 2 === 0 ? '' : ' \t'] : [line]))
  return (mark ? '\ufeff' : '') + withBlanks.join(newline) + (finalNewline ? newline : '')
}

const runs = 250

describe('both readers', () => {
  it('say the same of any table, its troubles included, wherever the bytes are cut', async () => {
    const choices = fc.record({
      label: fc.constantFrom(null, null, '0', '1', 'last'), missing: fc.constantFrom('drop', 'mean', 'error'), missingCodes: fc.constantFrom([], [], ['-999'], ['0']),
      dialect: fc.constantFrom('detected', 'detected', 'chosen'), features: fc.constantFrom(null, null, ['1', '0']), chunkBytes: fc.integer({ min: 1, max: 300 }), kept: fc.integer({ min: 2, max: 40 })
    })
    let plain = 0
    const count = (lane: Lane): void => { plain += Number(lane === 'plain') }
    await fc.assert(fc.asyncProperty(table, choices, async (chosen, { label, dialect, missing, missingCodes, features, chunkBytes, kept }) => {
      const last = String((chosen.rows[0]?.length ?? 1) - 1)
      const options: ImportOptions = {
        dialect: dialect === 'detected' ? {} : { delimiter: chosen.delimiter as ',', decimal: chosen.comma ? ',' : '.', header: chosen.header },
        label: label === 'last' ? last : label, features, missing, missingCodes
      }
      await readInBothLanes(written(textOf(chosen)), options, { chunkBytes, onLane: count }, { rows: kept, seed: 3 })
    }), { numRuns: runs })
    // else it would be the general one that is compared with itself
    expect(plain).toBeGreaterThan(runs / 5)
  })
})

describe('the plain reader', () => {
  const rows = (count: number, of: (row: number) => string): string => Array.from({ length: count }, (_, row) => of(row)).join('\n')

  it('reads what is plain, and what is nearly', async () => {
    const plain = {
      'integers': `a,b\n${rows(9, row => `${row},${row ** 2}`)}`,
      'signs, exponents and points at either end': `a,b\n+1,.5\n-2.,1e5\n3,-4E-3\n5,${'7'.repeat(19)}\n`,
      'missing values': `a,b\n1,2\nNA,3\n4,\n5,7\n`,
      'texts beside numbers': `a,name\n${rows(9, row => `${row},name ${row}`)}`,
      'simple quotes': `"a","b"\n${rows(9, row => `${row},"${row * 3}"`)}`,
      'white space and blank lines': 'a,b\n 1 , 2\n\n3,4 \n  \n5,9\n',
      'line ends of either kind': 'a,b\r\n1,2\r\n3,4\n5,9',
      'a decimal comma': `a;b\n${rows(9, row => `${row},25;${row ** 2},5`)}`,
      'letters of any language': `a;b\n${rows(9, row => `${row};Größe ${row}`)}`,
      'delimiters, quotes and line breaks in quotes': 'a,b\n1,"x\ny"\n2,"z, ""w"""\n3,"z"\n',
      'a header over several lines': '\n"a\nb","c, ""d"""\n1,2\n2,4\n3,7\n',
      'lines of empty quotes': 'a,b\n1,2\n""\n2,4\n" \n "\n3,7\n',
      'carriage returns alone': 'a,b\r1,2\r3,4\r5,9\r',
      'grouped thousands where the sign is chosen': 'a;b\n1.234;1,5\n2.345;2,5\n3.456;4,5\n'
    }
    for (const [what, text] of Object.entries(plain)) {
      expect([what, await laneOf(text, what.startsWith('grouped') ? { dialect: { decimal: ',', delimiter: ';', header: true } } : {})]).toEqual([what, 'plain'])
    }
  })

  it('leaves to the general one what only that can tell', async () => {
    const other = {
      'white space of other letters behind a quote': 'a,b\n1,"2"\u00a0\n2,"4"\n3,"7"\n',
      'a line of it alone': 'a,b\n1,2\n\u00a0\n2,4\n3,7\n',
      'a record of over a megabyte': `a,b\n1,x\n2,"${'y\n'.repeat(1.2e6)}"\n3,z\n`,
      'a number that may have the other decimal sign': 'a;b\n1.5;1\n2.5;2\n1,234;3\n'
    }
    for (const [what, text] of Object.entries(other)) expect([what, await laneOf(text)]).toEqual([what, 'general'])
  })

  it('reads again when columns turn out otherwise than they begin', async () => {
    const late = `a,b,c\n${rows(30_000, row => `${row % 7},${row % 11 === 3 ? row : row / 4},${row === 29_000 ? 'late' : row % 5}`)}\n`
    expect(await laneOf(late)).toBe('plain')
    await readInBothLanes(written(late), defaultOptions)
  })

  it('remembers what fields are that it had to ask about, in each column for itself', async () => {
    // 1,234 may be a thousand; the columns differ in the digits that stand in the same place
    const unclear = `a;b;c;d\n${rows(400, row => [0, 1, 2, 3].map(column => (row === 0 ? '0,25' : `${1 + (row % 3)},${100 + ((row * 7 + column * 13) % 50)}`)).join(';'))}\n`
    expect(await laneOf(unclear, { dialect: { delimiter: ';' } })).toBe('plain')
    await readInBothLanes(written(unclear), { ...defaultOptions, dialect: { delimiter: ';' } })
  })

  it('keeps small whole numbers as such, and reads again when later ones do not fit', async () => {
    const bytes = must(await readInBothLanes(written(`a,b\n${rows(6000, row => `${row % 256},${row % 7}`)}\n`), defaultOptions))
    expect(bytes.sample.rows.stored).toBeInstanceOf(Uint8Array)
    const words = must(await readInBothLanes(written(`a,b\n${rows(6000, row => `${row - 3000},${row % 7}`)}\n`), defaultOptions))
    expect(words.sample.rows.stored).toBeInstanceOf(Int16Array)
    for (const last of ['256', '-1', '0.5', '-0']) {
      const late = must(await readInBothLanes(written(`a,b\n${rows(30_000, row => `${row % 256},${row === 15_000 ? last : row % 7}`)}\n`), defaultOptions, {}, { rows: 30_000, seed: 1 }))
      expect(late.sample.rows.stored).toBeInstanceOf(Float64Array)
    }
  })

  it('reads again when the head is nothing like the rest', async () => {
    const step = `a,b\n${rows(40_000, row => (row < 20 ? `${row % 2},${row}` : `${1e9 + ((row * 7) % 13) / 16},${row % 5}`))}\n`
    await readInBothLanes(written(step), defaultOptions)
  })

  it('draws the same rows as the general one when some are dropped', async () => {
    const gaps = `a,b,kind\n${rows(5000, row => `${row},${row % 13 === 5 ? 'NA' : (row * 7) % 31},${row % 3 === 0 ? 'x' : row % 17 === 1 ? '' : 'y'}`)}\n`
    const result = must(await readInBothLanes(written(gaps), { ...defaultOptions, label: 'kind' }, {}, { rows: 300, seed: 11 }))
    expect(result.sample).toMatchObject({ count: 300, complete: false })
    expect(result.summary.droppedRows).toBeGreaterThan(300)
  })

  it('keeps the digits of data with mean ≫ spread, and sees that a column never changes', async () => {
    const text = `a,b,c,d\n${rows(3000, row => `${1e8 + ((row * 37) % 101) / 64},${(row * 13) % 17},0.1,${row < 2000 ? 1e6 : 1e6 + 0.5}`)}\n`
    const { summary, moments } = must(await readInBothLanes(written(text), defaultOptions))
    expect(summary.constantColumns).toEqual(['c'])
    const spread = Array.from({ length: 3000 }, (_, row) => ((row * 37) % 101) / 64)
    const mean = spread.reduce((sum, value) => sum + value) / 3000
    const exact = spread.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    expect(Math.abs(moments.scatter[0]! / exact - 1)).toBeLessThan(1e-12)
  })

  it('counts distinct texts up to the cap', async () => {
    const text = `a,b,c,d\n${rows(2500, row => `${row % 999},${row % 1000},${row % 1001},${row % 3 === 0 ? `${row % 500}.0` : row % 500}`)}\n`
    const { summary } = must(await readInBothLanes(written(text), defaultOptions))
    expect(summary.columns.map(({ distinct }) => distinct)).toEqual([999, 1000, 1000, 1000])
  })

  it('counts a number once, with or without quotes and white space of any kind around it', async () => {
    const { summary } = must(await readInBothLanes(written('a,b\n7,1\n"7",2\n\u00a07,3\n" 7\u00a0",4\n"\u00a0007",5\n007,6\n"\u00a0",7\n'), defaultOptions))
    expect(summary.columns.map(({ distinct }) => distinct)).toEqual([2, 7])
  })

  it('counts texts alone where nobody looks at numbers, and finds the rest the same', async () => {
    const text = `a,b,kind,both\n${rows(2500, row => `${row % 999},${((row * 5) % 1001) / 8},${row % 3 === 0 ? 'x' : `k${row % 5}`},${row % 2 === 0 ? row : 'text'}`)}\n`
    const path = written(text)
    const [all, fewer] = await Promise.all([true, false].map(async distinctNumbers => must(await loadCsv(path, defaultOptions, { lane: 'plain', distinctNumbers }))))
    expect(all!.summary.columns.map(({ distinct }) => distinct)).toEqual([999, 1000, 6, 1000])
    expect(fewer!.summary.columns.map(({ distinct }) => distinct)).toEqual([null, null, 6, null])
    const withoutDistinct = ({ summary, moments }: NonNullable<typeof all>) => ({ summary: { ...summary, columns: summary.columns.map(column => ({ ...column, distinct: 0 })) }, moments })
    expect(withoutDistinct(fewer!)).toEqual(withoutDistinct(all!))
  })

  it('says so when a label has too many values to be classes', async () => {
    const { summary } = must(await readInBothLanes(written(`x,id\n${rows(1300, row => `${row % 7},id-${row}`)}\n`), { ...defaultOptions, label: 'id' }))
    expect(summary.label?.capped).toBe(true)
    expect(must(await readInBothLanes(written(`x,id\n${rows(1300, row => `${row % 7},${row % 1000}`)}\n`), { ...defaultOptions, label: 'id' })).summary.label?.classes.length).toBe(1000)
  })
})

describe('a preview', () => {
  it('counts the same rows and classes, and shows the same first rows, with either reader', async () => {
    const rows = (of: (row: number) => string): string => Array.from({ length: 900 }, (_, row) => of(row)).join('\n')
    const texts = [
      `a,b,kind\n${rows(row => `${row},${row % 13 === 5 ? 'NA' : row % 31},${row % 5 === 0 ? '' : `k${row % 4}`}`)}\n`,
      `a,b,kind\n${rows(row => `${row},${row % 13 === 5 ? '' : row % 31},id ${row % 13 === 5 ? row : row % 2}`)}\n`,
      `a,b,kind\n${rows(row => `${row},${row > 600 ? 'text' : row},${row}`)}\n`
    ]
    for (const text of texts) {
      for (const missing of ['drop', 'mean', 'error'] as const) {
        for (const label of ['kind', null]) {
          const path = written(text)
          const [plain, general] = await Promise.all((['plain', 'general'] as const).map(async lane => must(await inspectCsv(path, { ...defaultOptions, label, missing }, { lane }))))
          const withoutMeans = (inspected: InspectedCsv) => ({ ...inspected, columns: inspected.columns.map(column => ({ ...column, mean: column.mean?.toPrecision(12) })) })
          expect(withoutMeans(plain!)).toEqual(withoutMeans(general!))
        }
      }
    }
  })
})
