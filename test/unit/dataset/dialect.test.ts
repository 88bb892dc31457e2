import { describe, expect, it } from 'vitest'
import { detectDelimiter, detectHeader } from '../../../core/dataset/dialect'
import { MissingCodes } from '../../../core/dataset/missing'

describe('detectDelimiter', () => {
  it.each([
    ['a,b\n1,2\n', ','], ['a;b\n1;2\n', ';'], ['a\tb\n1\t2\n', '\t'], ['a|b\n1|2\n', '|'],
    ['1,5;2,5\n3,5;4,5\n', ';'], ['1,5\t2,5\n3,5\t4,5\n', '\t'], ['0,25;red\n0,75;blue\n', ';'], ['"Doe, John";5\n"Roe, Jane";6\n', ';'], ['name;x\nDoe, John;5\nRoe, Jane;6\n', ';'],
    ['x\n1\n2\n', ','], ['"a;b",c\n"d;e",f\n', ','], ['', ',']
  ])('finds in %j the delimiter %j', (text, delimiter) => expect(detectDelimiter(text, true)).toBe(delimiter))

  it('ignores a record that the sample cuts', () => expect(detectDelimiter('1;2;3\n4;5;6\n7,8,9,1', false)).toBe(';'))
})

describe('detectHeader', () => {
  const none = new MissingCodes([])
  it.each([
    ['a,b\n1,2\n', true], ['1,2\n3,4\n', false], ['1,2,x\n3,4,y\n', false], ['id,2019,2020\nu,1,2\nv,3,4\n', false], ['year,2019\n1,2\n3,4\n', true],
    ['name,city\nAnn,Oslo\n', true], ['NA,1\n2,3\n', false], ['a,b\n', true], ['a,b\nNA,\n1,?\n', true], ['1,5;2\n', false]
  ])('%j has a header: %s', (text, header) => expect(detectHeader(text, { delimiter: text.includes(';') ? ';' : ',' }, none, true)).toBe(header))
})
