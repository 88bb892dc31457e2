import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { kindOf, safeFileName, withProjectExtension } from '../../../app/main/fileKinds'
import { openRequests } from '../../../app/main/openRequests'

const folder = resolve('/home/somebody')

describe('openRequests', () => {
  it('takes files by extension, relative to the working folder', () => {
    expect(openRequests(['data/My Table.CSV', 'study.mmiproj'], folder)).toEqual([
      { kind: 'file', path: resolve(folder, 'data/My Table.CSV') },
      { kind: 'file', path: resolve(folder, 'study.mmiproj') }
    ])
  })

  it('takes file addresses with their escapes', () => {
    const path = resolve(folder, 'Größe & mehr.csv')
    expect(openRequests([pathToFileURL(path).href], '/')).toEqual([{ kind: 'file', path }])
  })

  it('takes known examples', () => {
    expect(openRequests(['--example=figure-1', '--example=unknown'], folder)).toEqual([{ kind: 'example', id: 'figure-1' }])
  })

  it('takes nothing from switches, the app itself, other files, web addresses and broken file addresses', () => {
    expect(openRequests(['.', '--inspect=0', '--open=evil.csv', '/somewhere/loader.js', 'https://example.com/x.html', 'file://%zz/a.csv', ''], folder)).toEqual([])
  })
})

describe('file kinds', () => {
  it('go by the extension, in any case', () => {
    expect(['a.csv', 'b.TSV', 'c.mmiproj', 'd.MMIPROJ', 'e.xlsx', 'csv', 'f.csv.exe'].map(kindOf)).toEqual(['csv', 'csv', 'project', 'project', null, null, null])
  })

  it('completes a project name once', () => {
    expect(withProjectExtension('a')).toBe('a.mmiproj')
    expect(withProjectExtension('a.v2')).toBe('a.v2.mmiproj')
    expect(withProjectExtension('a.mmiproj')).toBe('a.mmiproj')
  })

  it('makes a file name of any title', () => {
    expect(safeFileName('a/b\\c:d*e?"f"<g>|h')).toBe('a b c d e f g h')
    expect(safeFileName('../../etc')).toBe('etc')
    expect(safeFileName(' \u0000. ')).toBe('Untitled')
    expect(safeFileName('x'.repeat(300))).toHaveLength(200)
  })
})
