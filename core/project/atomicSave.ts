/**
 * Writing a file so that at every moment either the old or the new version stands on disk, whole: a temporary file in
 * the same folder, written and flushed, takes the old one's place by a rename, and the folder is flushed.
 */
import { randomBytes } from 'node:crypto'
import * as nodeFileSystem from 'node:fs/promises'
import { constants } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { failure, ProblemError, success, type Problem, type Result } from '../api/problem'
import { systemCode } from './fileBytes'

/** An open file, as far as saving needs it. */
export interface SaveHandle {
  write(bytes: Uint8Array, offset: number, length: number): Promise<{ readonly bytesWritten: number }>
  chmod(mode: number): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

/** The functions of `node:fs/promises` that saving uses; tests make each of them fail. */
export interface SaveFileSystem {
  realpath(path: string): Promise<string>
  readlink(path: string): Promise<string>
  stat(path: string): Promise<{ readonly mode: number; isFile(): boolean; isDirectory(): boolean }>
  access(path: string, mode: number): Promise<void>
  open(path: string, flags: string, mode?: number): Promise<SaveHandle>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
}

export interface SaveHooks {
  readonly fileSystem?: SaveFileSystem
  /**
   * Called with the file that is about to be replaced, once the new one is safely on disk: the place to keep a backup.
   * A rejection cancels the save; a ProblemError says why.
   */
  readonly beforeReplace?: (target: string) => Promise<void>
  /** In milliseconds. */
  readonly wait?: (duration: number) => Promise<unknown>
}

/** Virus scanners and indexers on Windows hold a fresh file for a moment: about two seconds of patience altogether. */
const renameDelays: readonly number[] = [10, 20, 50, 100, 200, 300, 500, 800]
const busyCodes: readonly string[] = ['EPERM', 'EACCES', 'EBUSY']
/** Windows opens no folders, some network file systems flush none. */
const folderSyncUnsupported: readonly string[] = ['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'EBADF', 'ENOTSUP', 'ENOSYS']
const linkLimit = 40
const permissionBits = 0o7777

/**
 * Replace or create a file. Links are followed, permissions are kept, a read-only file is refused. Whatever fails
 * before the rename leaves the old file untouched and no temporary file behind.
 *
 * @param path where the file is to stand; its folder must exist
 * @returns the file that was written, links resolved; FILE_NOT_WRITABLE, DISK_FULL, FILE_IS_FOLDER or FILE_UNREADABLE
 */
export async function saveAtomically(path: string, bytes: Uint8Array, hooks: SaveHooks = {}): Promise<Result<string>> {
  const fileSystem: SaveFileSystem = hooks.fileSystem ?? nodeFileSystem
  let target: string
  let mode: number | null
  try {
    target = await resolveLinks(fileSystem, path, linkLimit)
    const existing = await existingFile(fileSystem, target)
    if (existing && !existing.isFile()) return failure(existing.isDirectory() ? folderProblem(path) : specialFileProblem(path))
    if (existing) await fileSystem.access(target, constants.W_OK)
    mode = existing ? existing.mode & permissionBits : null
  } catch (error) {
    return failure(systemCode(error) === 'EIO' ? unreadableProblem(path, error) : writeProblem(path, error))
  }
  // Cut short: a temporary name must fit where the file's own name just fits.
  const temporary = join(dirname(target), `.${basename(target).slice(0, 50)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeTemporary(fileSystem, temporary, bytes, mode)
    if (mode !== null) await hooks.beforeReplace?.(target)
    await renamePatiently(fileSystem, temporary, target, hooks.wait ?? wait)
  } catch (error) {
    // Never created or already gone: nothing left to remove.
    await fileSystem.unlink(temporary).catch(() => undefined)
    return failure(writeProblem(path, error))
  }
  try {
    await syncFolder(fileSystem, dirname(target))
  } catch (error) {
    return failure(unflushedProblem(path, error))
  }
  return success(target)
}

/** The file behind a chain of links; the last link's target need not exist yet. */
async function resolveLinks(fileSystem: SaveFileSystem, path: string, linksLeft: number): Promise<string> {
  try {
    return await fileSystem.realpath(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || linksLeft === 0) throw error
  }
  const link = await fileSystem.readlink(path).catch(() => null)
  return link === null ? resolve(path) : resolveLinks(fileSystem, resolve(dirname(path), link), linksLeft - 1)
}

async function existingFile(fileSystem: SaveFileSystem, path: string): Promise<Awaited<ReturnType<SaveFileSystem['stat']>> | null> {
  try {
    return await fileSystem.stat(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

/** @param mode permissions of the file to be replaced; null for the usual ones of a new file */
async function writeTemporary(fileSystem: SaveFileSystem, path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
  // Exclusive: never through a link that somebody put there. Private until it has the permissions of the old file.
  const handle = await fileSystem.open(path, 'wx', mode === null ? 0o666 : 0o600)
  try {
    let written = 0
    while (written < bytes.length) {
      const { bytesWritten } = await handle.write(bytes, written, bytes.length - written)
      if (bytesWritten <= 0) throw new Error(`the disk took ${written} of ${bytes.length} bytes`)
      written += bytesWritten
    }
    if (mode !== null) await handle.chmod(mode)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function renamePatiently(fileSystem: SaveFileSystem, from: string, to: string, pause: (duration: number) => Promise<unknown>): Promise<void> {
  for (const delay of renameDelays) {
    try {
      return await fileSystem.rename(from, to)
    } catch (error) {
      if (!busyCodes.includes(systemCode(error))) throw error
    }
    await pause(delay)
  }
  await fileSystem.rename(from, to)
}

async function syncFolder(fileSystem: SaveFileSystem, folder: string): Promise<void> {
  try {
    const handle = await fileSystem.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!folderSyncUnsupported.includes(systemCode(error))) throw error
  }
}

const untouched = 'nothing was saved, the file on disk is as it was'

function writeProblem(path: string, error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const details = error instanceof Error ? error.message : String(error)
  const notWritable = (what: string, action: string): Problem => ({ code: 'FILE_NOT_WRITABLE', what, meaning: untouched, action, place: { file: path }, details })
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { ...notWritable('there is no room left on the disk', 'make room or save in another folder'), code: 'DISK_FULL' }
    case 'ENOENT':
    case 'ENOTDIR':
      return notWritable('the folder does not exist', 'create the folder or choose another one')
    case 'EISDIR':
      return folderProblem(path)
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return notWritable('writing here is not permitted', 'check the permissions of the file and its folder, or save elsewhere')
    case 'EBUSY':
      return notWritable('another program holds the file', 'close that program, or save under another name')
    default:
      return notWritable('the file cannot be written', 'save in another folder and check the disk')
  }
}

function folderProblem(path: string): Problem {
  return { code: 'FILE_IS_FOLDER', what: 'this is a folder, not a file', meaning: untouched, action: 'choose a file name in it', place: { file: path } }
}

function specialFileProblem(path: string): Problem {
  return { code: 'FILE_NOT_WRITABLE', what: 'this is not an ordinary file', meaning: untouched, action: 'choose another name', place: { file: path } }
}

function unreadableProblem(path: string, error: unknown): Problem {
  return {
    code: 'FILE_UNREADABLE',
    what: 'the file that is to be replaced cannot be looked at',
    meaning: untouched,
    action: 'check the disk, or save in another folder',
    place: { file: path },
    details: error instanceof Error ? error.message : String(error)
  }
}

/** The one failure after the rename: the new version stands, whole, but may not outlive a power failure. */
function unflushedProblem(path: string, error: unknown): Problem {
  return {
    code: 'FILE_NOT_WRITABLE',
    what: 'the folder could not be flushed to the disk',
    meaning: 'the new version is in place, but a power failure now could bring back the old one',
    action: 'save once more, or save in another folder',
    place: { file: path },
    details: error instanceof Error ? error.message : String(error)
  }
}
