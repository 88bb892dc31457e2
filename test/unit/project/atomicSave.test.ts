import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { saveAtomically, type SaveFileSystem, type SaveHooks } from '../../../core/project/atomicSave'
import { ProblemError, type ProblemCode } from '../../../core/api/problem'
import { systemError, withFunctions, withHandle } from './failingFileSystem'
import { textBytes } from './rawZip'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-save-'))
  path = join(folder, 'work.mmiproj')
})
afterEach(() => rm(folder, { recursive: true }))

const fresh = textBytes('the new version')
const hurried = { wait: () => Promise.resolve() }
const codeOf = async (hooks: SaveHooks, target = path): Promise<ProblemCode | 'saved'> => {
  const result = await saveAtomically(target, fresh, { ...hurried, ...hooks })
  return result.ok ? 'saved' : result.problem.code
}
/** The folder as it was before the save. */
const expectUntouched = async (): Promise<void> => {
  expect(await readdir(folder)).toEqual(['work.mmiproj'])
  expect(await readFile(path, 'utf8')).toBe('the old version')
}

describe('saving', () => {
  it('creates a file, and replaces it', async () => {
    expect(await saveAtomically(path, textBytes('the old version'))).toEqual({ ok: true, value: path })
    expect(await saveAtomically(path, fresh)).toEqual({ ok: true, value: path })
    expect(await readFile(path, 'utf8')).toBe('the new version')
    expect(await saveAtomically(path, new Uint8Array(0))).toEqual({ ok: true, value: path })
    expect(await readdir(folder)).toEqual(['work.mmiproj'])
  })

  it.skipIf(process.platform === 'win32')('keeps the permissions of the file it replaces', async () => {
    await writeFile(path, 'the old version')
    await chmod(path, 0o664)
    await saveAtomically(path, fresh)
    expect((await stat(path)).mode & 0o777).toBe(0o664)
  })

  it.skipIf(process.platform === 'win32')('follows links, also to a file that is not there yet', async () => {
    await mkdir(join(folder, 'real'))
    const real = join(folder, 'real', 'work.mmiproj')
    await symlink(join('real', 'work.mmiproj'), path)
    await symlink('work.mmiproj', join(folder, 'second'))
    for (const text of ['first', 'second']) {
      expect(await saveAtomically(join(folder, 'second'), textBytes(text))).toEqual({ ok: true, value: real })
      expect(await readFile(real, 'utf8')).toBe(text)
    }
    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    expect(await readlink(path)).toBe(join('real', 'work.mmiproj'))
    expect(await readdir(join(folder, 'real'))).toEqual(['work.mmiproj'])
  })

  it('works for the longest file name that the file system takes', async () => {
    const longest = join(folder, `${'x'.repeat(247)}.mmiproj`)
    expect(await codeOf({}, longest)).toBe('saved')
  })

  it('writes on when the system takes only a few bytes at a time', async () => {
    const fileSystem = withHandle(handle => ({ write: (bytes, offset, length) => handle.write(bytes, offset, Math.min(length, 4)) }))
    expect(await codeOf({ fileSystem })).toBe('saved')
    expect(await readFile(path, 'utf8')).toBe('the new version')
  })

  it('flushes the file before the rename and the folder after it', async () => {
    const steps: string[] = []
    const watched = withHandle((handle, opened) => ({
      sync: () => {
        steps.push(opened === folder ? 'flush folder' : 'flush file')
        return handle.sync()
      },
      close: () => {
        steps.push('close')
        return handle.close()
      }
    }))
    const fileSystem: SaveFileSystem = {
      ...watched,
      rename: (from, to) => {
        steps.push('rename')
        return rename(from, to)
      }
    }
    expect(await codeOf({ fileSystem })).toBe('saved')
    expect(steps).toEqual(['flush file', 'close', 'rename', 'flush folder', 'close'])
  })

  it('lets a backup be made of the old file when the new one is safe', async () => {
    await writeFile(path, 'the old version')
    const seen: string[] = []
    const beforeReplace = async (target: string): Promise<void> => {
      seen.push(await readFile(target, 'utf8'), String((await readdir(folder)).length))
    }
    expect(await codeOf({ beforeReplace })).toBe('saved')
    expect(seen).toEqual(['the old version', '2'])
  })

  it('tries again while another program holds the file', async () => {
    const pauses: number[] = []
    let attempts = 0
    const fileSystem = withFunctions({ rename: (from, to) => (++attempts < 4 ? Promise.reject(systemError('EBUSY')) : rename(from, to)) })
    const wait = (duration: number): Promise<void> => {
      pauses.push(duration)
      return Promise.resolve()
    }
    expect(await codeOf({ fileSystem, wait })).toBe('saved')
    expect(pauses).toEqual([10, 20, 50])
  })

  it('does without flushing the folder where that is not supported', async () => {
    for (const code of ['EPERM', 'EISDIR', 'EINVAL']) {
      const fileSystem = withHandle((_, opened) => (opened === folder ? { sync: () => Promise.reject(systemError(code)) } : {}))
      expect(await codeOf({ fileSystem })).toBe('saved')
    }
  })
})

describe('whatever fails, the old file stays and no temporary file is left', () => {
  beforeEach(() => writeFile(path, 'the old version'))
  const fails = (code: string) => (): Promise<never> => Promise.reject(systemError(code))

  const cases: readonly (readonly [string, SaveHooks, ProblemCode])[] = [
    ['looking at the old file', { fileSystem: withFunctions({ stat: fails('EIO') }) }, 'FILE_UNREADABLE'],
    ['a read-only file', { fileSystem: withFunctions({ access: fails('EACCES') }) }, 'FILE_NOT_WRITABLE'],
    ['a read-only folder', { fileSystem: withFunctions({ open: fails('EACCES') }) }, 'FILE_NOT_WRITABLE'],
    ['a read-only disk', { fileSystem: withFunctions({ open: fails('EROFS') }) }, 'FILE_NOT_WRITABLE'],
    ['a full disk', { fileSystem: withHandle(() => ({ write: fails('ENOSPC') })) }, 'DISK_FULL'],
    ['a used-up quota', { fileSystem: withHandle(() => ({ write: fails('EDQUOT') })) }, 'DISK_FULL'],
    ['a disk that takes no more bytes', { fileSystem: withHandle(() => ({ write: () => Promise.resolve({ bytesWritten: 0 }) })) }, 'FILE_NOT_WRITABLE'],
    ['a disk that fails half-way', { fileSystem: withHandle(handle => ({ write: (bytes, offset) => (offset === 0 ? handle.write(bytes, 0, 5) : fails('EIO')()) })) }, 'FILE_NOT_WRITABLE'],
    ['setting permissions', { fileSystem: withHandle(() => ({ chmod: fails('EPERM') })) }, 'FILE_NOT_WRITABLE'],
    ['flushing, disk full', { fileSystem: withHandle(() => ({ sync: fails('ENOSPC') })) }, 'DISK_FULL'],
    ['flushing', { fileSystem: withHandle(() => ({ sync: fails('EIO') })) }, 'FILE_NOT_WRITABLE'],
    ['closing', { fileSystem: withHandle(handle => ({ close: () => handle.close().then(fails('EIO')) })) }, 'FILE_NOT_WRITABLE'],
    ['the backup', { beforeReplace: fails('ENOSPC') }, 'DISK_FULL'],
    ['the backup, with its own problem', { beforeReplace: () => Promise.reject(new ProblemError({ code: 'FILE_UNREADABLE', what: 'w', meaning: 'm', action: 'a' })) }, 'FILE_UNREADABLE'],
    ['the rename', { fileSystem: withFunctions({ rename: fails('EIO') }) }, 'FILE_NOT_WRITABLE'],
    ['the rename, again and again', { fileSystem: withFunctions({ rename: fails('EBUSY') }) }, 'FILE_NOT_WRITABLE']
  ]
  it.each(cases)('%s', async (_, hooks, code) => {
    expect(await codeOf(hooks)).toBe(code)
    await expectUntouched()
  })

  it('a folder in place of the file', async () => {
    expect(await codeOf({}, folder)).toBe('FILE_IS_FOLDER')
    await expectUntouched()
  })

  it('a folder that does not exist', async () => {
    const result = await saveAtomically(join(folder, 'none', 'work.mmiproj'), fresh)
    expect(result).toMatchObject({ ok: false, problem: { code: 'FILE_NOT_WRITABLE', what: 'the folder does not exist' } })
    await expectUntouched()
  })

  it.skipIf(process.platform === 'win32')('links that lead in a circle, and what is no ordinary file', async () => {
    expect(await codeOf({}, '/dev/null')).toBe('FILE_NOT_WRITABLE')
    await symlink('circle', join(folder, 'circle'))
    expect(await codeOf({}, join(folder, 'circle'))).toBe('FILE_NOT_WRITABLE')
    await rm(join(folder, 'circle'))
    await expectUntouched()
  })
})

it('a folder that fails to flush is reported although the new version stands', async () => {
  const fileSystem = withHandle((_, opened) => (opened === folder ? { sync: () => Promise.reject(systemError('EIO')) } : {}))
  const result = await saveAtomically(path, fresh, { fileSystem })
  expect(result).toMatchObject({ ok: false, problem: { code: 'FILE_NOT_WRITABLE', what: 'the folder could not be flushed to the disk' } })
  expect(await readFile(path, 'utf8')).toBe('the new version')
  expect(await readdir(folder)).toEqual(['work.mmiproj'])
})
