/** Whole files: their bytes, and a fingerprint by which a later change is noticed. */
import { readFile, stat } from 'node:fs/promises'
import { failure, success, type Problem, type Result } from '../api/problem'
import { sha256 } from './sha256'

/** By what a file's content is known. */
export interface FileContent {
  readonly size: number
  readonly sha256: string
}

/** What a file was like when it was read or written. */
export interface Fingerprint extends FileContent {
  /** Last modification in milliseconds since 1970: for the user to see, not to compare. */
  readonly modified: number
}

export interface FileBytes {
  readonly bytes: Uint8Array
  readonly fingerprint: Fingerprint
}

type TooLargeCode = 'PROJECT_TOO_LARGE' | 'MOMENTS_UNSUPPORTED'

/** Nothing that this program opens whole is larger: a project's parts take at most 1 GB. */
const sizeLimit = 1.25 * 1024 ** 3

/**
 * Read a project or moments file at once.
 *
 * @param tooLargeCode of the problem that a file over the limit is, before a single byte is read
 * @returns FILE_MISSING, FILE_IS_FOLDER, FILE_UNREADABLE or `tooLargeCode`
 */
export async function readFileWhole(path: string, tooLargeCode: TooLargeCode = 'PROJECT_TOO_LARGE'): Promise<Result<FileBytes>> {
  try {
    const state = await stat(path)
    // a pipe or a device may never end
    if (!state.isFile() && !state.isDirectory()) return failure(notAFile(path))
    const { size, mtimeMs } = state
    if (size > sizeLimit) return failure(tooLarge(path, size, tooLargeCode))
    const bytes = await readFile(path)
    return success({ bytes, fingerprint: { size: bytes.length, modified: mtimeMs, sha256: sha256(bytes) } })
  } catch (error) {
    return failure(readProblem(path, error))
  }
}

function notAFile(path: string): Problem {
  return { code: 'FILE_UNREADABLE', what: 'this is no regular file', meaning: 'nothing was read', action: 'write what it gives to a file and name that', place: { file: path } }
}

/** The fingerprint of a file as it is now on disk. */
export async function fingerprint(path: string): Promise<Result<Fingerprint>> {
  const file = await readFileWhole(path)
  return file.ok ? success(file.value.fingerprint) : file
}

/** Whether two fingerprints are of the same bytes; a touched but unchanged file is the same. */
export function isSameContent(a: FileContent, b: FileContent): boolean {
  return a.size === b.size && a.sha256 === b.sha256
}

/** The operating system's code of an error, such as ENOENT; empty for other errors. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The problem behind an error of reading a file. */
export function readProblem(path: string, error: unknown): Problem {
  const details = error instanceof Error ? error.message : String(error)
  const problem = (code: Problem['code'], what: string, action: string): Problem => ({ code, what, meaning: 'nothing was read', action, place: { file: path }, details })
  switch (systemCode(error)) {
    case 'ENOENT':
      return problem('FILE_MISSING', 'the file does not exist', 'check whether it was moved or renamed')
    case 'EISDIR':
      return problem('FILE_IS_FOLDER', 'this is a folder, not a file', 'choose a file in it')
    default:
      return problem('FILE_UNREADABLE', 'the file cannot be read', 'check its permissions and whether its drive is connected')
  }
}

function tooLarge(path: string, size: number, code: TooLargeCode): Problem {
  return {
    code,
    what: `the file has ${(size / 1024 ** 3).toFixed(1)} GB, at most ${sizeLimit / 1024 ** 3} GB are read`,
    meaning: 'nothing was read',
    action: 'choose another file, or reduce the number of columns',
    place: { file: path }
  }
}
