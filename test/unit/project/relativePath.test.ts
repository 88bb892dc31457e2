import { posix, win32 } from 'node:path'
import { describe, expect, it } from 'vitest'
import { relativeCsvPath, resolveCsvPath } from '../../../core/project/relativePath'

describe('the path of a CSV seen from the project', () => {
  it('has forward slashes on every system', () => {
    expect(relativeCsvPath('/home/ada/papers/a.mmiproj', '/home/ada/papers/data/x.csv', posix)).toBe('data/x.csv')
    expect(relativeCsvPath('/home/ada/papers/a.mmiproj', '/home/ada/x.csv', posix)).toBe('../x.csv')
    expect(relativeCsvPath('C:\\work\\a.mmiproj', 'C:\\work\\data\\x.csv', win32)).toBe('data/x.csv')
    expect(relativeCsvPath('C:\\work\\deep\\a.mmiproj', 'c:\\work\\x.csv', win32)).toBe('../x.csv')
  })

  it('does not exist across drives', () => {
    expect(relativeCsvPath('C:\\work\\a.mmiproj', 'D:\\x.csv', win32)).toBeNull()
    expect(relativeCsvPath('C:\\work\\a.mmiproj', '\\\\server\\share\\x.csv', win32)).toBeNull()
  })

  it('leads back to the CSV, also after both moved', () => {
    expect(resolveCsvPath('/home/bob/a.mmiproj', 'data/x.csv', posix)).toBe('/home/bob/data/x.csv')
    expect(resolveCsvPath('D:\\bob\\a.mmiproj', '../data/x.csv', win32)).toBe('D:\\data\\x.csv')
  })

  it('is not followed when it is none', () => {
    for (const path of ['', '/etc/passwd', 'C:\\x.csv', '\\\\server\\share\\x.csv', 'a\0b']) {
      expect(resolveCsvPath('/home/bob/a.mmiproj', path, posix)).toBeNull()
      expect(resolveCsvPath('C:\\bob\\a.mmiproj', path, win32)).toBeNull()
    }
  })
})
