import { describe, expect, it } from 'vitest'
import { recordFinder, tableMemory, tableModules, type FoundRecords } from '../../../core/kernels/tableKernel'
import { TableView } from '../../../core/kernels/tableView'
import { createRandom } from '../../../core/linalg/random'
import { variants } from './tables'

const random = createRandom(11)
const oneOf = <T>(items: readonly T[]): T => items[random.integer(items.length)]!

/** Finds the records of a text, cut after so many bytes. */
function finderOf(text: string, variant: (typeof variants)[number], quote = '"'): (end: number) => FoundRecords {
  const bytes = Buffer.from(text)
  const shape = { columns: 1, described: false, features: [], codes: 0, slotBytes: bytes.length, slots: 1 }
  const memory = tableMemory(shape)
  const slot = new TableView(shape, memory).slot(0)
  slot.bytes.set(bytes)
  const find = recordFinder({ delimiter: ','.charCodeAt(0), decimal: '.'.charCodeAt(0), quote: quote === '' ? 0 : quote.charCodeAt(0), unclearGroups: false }, tableModules(variant), memory)
  return end => {
    const found = find(slot.at, slot.at + end)
    return { ...found, end: found.end - slot.at }
  }
}

const fields = ['1', '', 'text', '12.5', 'a"b', ' "x', '"in quotes"', '"a,b"', '""', '"say ""no"""', '"one\ntwo"', '"one\r\ntwo\rthree"', '"""\n"', '"x" ', `"${'long '.repeat(7)}\n"`]
const breaksIn = (text: string): number => text.match(/\r\n?|\n/g)?.length ?? 0

for (const variant of variants) {
  describe(`records, ${variant}`, () => {
    it('end at line breaks outside of quotes, wherever the text is cut', () => {
      for (const lineBreaks of [['\n'], ['\r\n'], ['\r'], ['\n', '\r\n', '\r']]) {
        const records = Array.from({ length: 40 }, () => Array.from({ length: 1 + random.integer(4) }, () => oneOf(fields)).join(',') + oneOf(lineBreaks))
        const text = records.join('')
        const find = finderOf(text, variant)
        for (let cut = 0; cut <= text.length; cut++) {
          let [count, lines, end] = [0, 0, 0]
          for (const record of records) {
            // a return may be half of a line break, until what follows it is known
            if (end + record.length > cut || (record.endsWith('\r') && end + record.length === cut)) break
            count++
            lines += breaksIn(record)
            end += record.length
          }
          expect([cut, find(cut)]).toMatchObject([cut, { records: count, lines, end }])
        }
      }
    })

    it('are lines where no quotes are', () => {
      const text = `${'1,2,3\n4,5,6\n'.repeat(9)}7,8`
      for (const end of [0, 5, 6, 16, 48, text.length]) {
        const whole = text.slice(0, end).lastIndexOf('\n') + 1
        expect(finderOf(text, variant)(end)).toMatchObject({ records: whole / 6, lines: whole / 6, end: whole })
      }
      expect(finderOf('"a\nb"\n', variant, '')(6)).toMatchObject({ records: 2, lines: 2, end: 6 })
      expect(finderOf('\'a\nb\'\n"c\n', variant, "'")(9)).toMatchObject({ records: 2, lines: 3, end: 9 })
    })

    it('tell whether only white space follows the last closing quote', () => {
      const trailing = (text: string): boolean => finderOf(text, variant)(text.length).trailing
      expect(['1,"a" \n', '"a"\t\v\f \n'].map(trailing)).toEqual([true, true])
      expect(['1,"a"\n', '"a" ,\n', '"a" \r\n', 'a" \n', '1, \n', '"a" \n1\n'].map(trailing)).toEqual(Array(6).fill(false))
    })
  })
}
