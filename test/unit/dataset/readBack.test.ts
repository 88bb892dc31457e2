import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delimiters, encodings, type Dialect } from '../../../core/api/model'
import { prepareFile } from '../../../core/dataset/prepare'
import { visitUsedRows } from '../../../core/dataset/usedRows'
import { encode } from './encode'
import { defaultOptions, temporaryFolder } from './temporaryFolder'

/** A table and everything about how it is written that must not matter. */
interface WrittenTable {
  readonly rows: readonly { readonly numbers: readonly number[]; readonly label: string }[]
  readonly dialect: Dialect
  readonly mark: boolean
  readonly newline: string
  readonly quoteAll: boolean
  readonly finalNewline: boolean
  readonly blankEvery: number
  readonly chunkBytes: number
}

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e70, max: 1e70 }), fc.integer({ min: -9999, max: 9999 }))
// Every character that a CSV gives a meaning, and letters that each encoding has in its own bytes; a letter first and last, since fields are trimmed.
const label = fc.string({ unit: fc.constantFrom('a', 'é', 'ß', ' ', '"', ',', ';', '\t', '|', '\n', '.', '1'), maxLength: 6 }).map(text => `l${text}l`)

const table: fc.Arbitrary<WrittenTable> = fc.integer({ min: 1, max: 4 }).chain(width =>
  fc.record({
    rows: fc.array(fc.record({ numbers: fc.array(number, { minLength: width, maxLength: width }), label }), { minLength: 2, maxLength: 12 }),
    dialect: fc.record({ delimiter: fc.constantFrom(...delimiters), decimal: fc.constantFrom('.', ','), encoding: fc.constantFrom(...encodings), header: fc.boolean() }),
    mark: fc.boolean(),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    quoteAll: fc.boolean(),
    finalNewline: fc.boolean(),
    blankEvery: fc.integer({ min: 1, max: 5 }),
    chunkBytes: fc.integer({ min: 1, max: 200 })
  })
)

function write(written: WrittenTable): Uint8Array {
  const { dialect, quoteAll, newline } = written
  const field = (text: string): string => (quoteAll || /["\n\r]/.test(text) || text.includes(dialect.delimiter) ? `"${text.replaceAll('"', '""').replaceAll('\n', newline)}"` : text)
  const line = (fields: readonly string[]): string => fields.map(field).join(dialect.delimiter)
  const width = written.rows[0]!.numbers.length
  const lines = written.rows.map(row => line([...row.numbers.map(value => String(value).replace('.', dialect.decimal)), row.label]))
  if (dialect.header) lines.unshift(line([...Array.from({ length: width }, (_, index) => `x${index}`), 'label']))
  const withBlanks = lines.flatMap((text, index) => (index % written.blankEvery === 0 ? [text, ' '] : [text]))
  return encode(withBlanks.join(newline) + (written.finalNewline ? newline : ''), dialect.encoding, written.mark)
}

async function readBack(path: string, dialect: Partial<Dialect>, width: number, chunkBytes: number) {
  const options = { ...defaultOptions, dialect, label: String(width) }
  const prepared = await prepareFile(path, options, { chunkBytes }, false)
  expect(prepared.problems).toEqual([])
  const rows: { numbers: readonly number[]; label: string | null }[] = []
  await visitUsedRows({ path, dialect: prepared.dialect, ...prepared.selected, missing: 'error', missingCodes: [] }, { chunkBytes }, (row, name) => {
    rows.push({ numbers: [...row], label: name })
  })
  return { rows, prepared }
}

describe('a table written as CSV', () => {
  const folder = temporaryFolder()
  let files = 0

  it('reads back the same numbers and labels in every dialect, wherever the bytes are cut', async () => {
    await fc.assert(fc.asyncProperty(table, async written => {
      const path = folder.write(`table-${files++}.csv`, write(written))
      const { rows } = await readBack(path, written.dialect, written.rows[0]!.numbers.length, written.chunkBytes)
      // -0 is written as 0
      expect(rows).toEqual(written.rows.map(row => ({ numbers: row.numbers.map(value => value + 0), label: row.label })))
    }), { numRuns: 150 })
  })

  it('reads back the same numbers when the dialect is detected', async () => {
    const plainLabel = fc.constantFrom('red', 'green', 'bleu foncé')
    // Three digits after the sign could group thousands; two decide.
    const decided = fc.integer({ min: -99_999, max: 99_999 }).map(value => (Math.trunc(value / 100) * 100 + 25) / 100)
    const detectable = table.chain(written => fc.record({ label: plainLabel, value: decided }).map(({ label: name, value }) => ({
      ...written,
      quoteAll: written.quoteAll || written.dialect.delimiter === written.dialect.decimal,
      rows: written.rows.map(row => ({ numbers: row.numbers.map(() => value), label: name }))
    })))
    await fc.assert(fc.asyncProperty(detectable, async written => {
      const path = folder.write(`table-${files++}.csv`, write(written))
      const { rows, prepared } = await readBack(path, {}, written.rows[0]!.numbers.length, written.chunkBytes)
      expect(rows).toEqual(written.rows)
      expect(prepared.dialect).toEqual({ ...written.dialect, encoding: prepared.dialect.encoding })
    }), { numRuns: 100 })
  })
})
