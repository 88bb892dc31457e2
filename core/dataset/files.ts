/** The CSV as bytes: what can go wrong with a file, its size and fingerprint, and reading it piece by piece. */
import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ProblemError, type Problem } from '../api/problem'

/** Bytes read at a time: enough for the parser to run at full speed, little enough to cancel at once. */
export const defaultChunkBytes = 512 * 1024

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined
  /** Bytes read at a time; for tests. */
  readonly chunkBytes?: number | undefined
  /** Stops after so many bytes, for a first look. */
  readonly limitBytes?: number | undefined
}

/** What tells a file from a changed one without reading it. */
export interface FileState {
  readonly bytes: number
  readonly modified: bigint
  readonly inode: bigint
}

/** Size and SHA-256 of the bytes that passed by. */
export class Fingerprint {
  private readonly hash = createHash('sha256')
  bytes = 0

  add(chunk: Uint8Array): void {
    this.hash.update(chunk)
    this.bytes += chunk.length
  }

  /** Lower-case hexadecimal; call once, at the end. */
  sha256(): string {
    return this.hash.digest('hex')
  }
}

/** The state of a regular file. Throws ProblemError FILE_MISSING, FILE_IS_FOLDER or FILE_UNREADABLE. */
export async function fileState(path: string): Promise<FileState> {
  const state = await stat(path, { bigint: true }).catch((error: unknown) => { throw new ProblemError(fileProblem(error, path)) })
  if (state.isDirectory()) throw new ProblemError(folderProblem(path))
  if (!state.isFile()) {
    throw new ProblemError({
      code: 'FILE_UNREADABLE', what: 'this is a device or a pipe, not a file', meaning: 'the data are read twice and a pipe can be read once; nothing was read',
      action: 'save the data to a file first', place: { file: basename(path) }
    })
  }
  return { bytes: Number(state.size), modified: state.mtimeNs, inode: state.ino }
}

/** Throws ProblemError FILE_CHANGED_ON_DISK when the file is not as it was. */
export async function requireUnchanged(path: string, before: FileState): Promise<void> {
  const now = await fileState(path)
  if (now.bytes !== before.bytes || now.modified !== before.modified || now.inode !== before.inode) throw new ProblemError(changedProblem(path))
}

/** The first bytes of a file, up to `length`. */
export async function readHeadBytes(path: string, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of readBytes(path, { chunkBytes: length })) {
    parts.push(new Uint8Array(chunk))
    bytes += chunk.length
    if (bytes >= length) break
  }
  return Buffer.concat(parts).subarray(0, length)
}

/**
 * The file's bytes in order. The consumer pulls, so nothing piles up; every chunk is overwritten by the next.
 * Throws ProblemError for a file that cannot be read and JOB_CANCELLED when the signal is set.
 */
export async function* readBytes(path: string, options: ReadOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafe(options.chunkBytes ?? defaultChunkBytes)
  const failed = (error: unknown): never => { throw new ProblemError(fileProblem(error, path)) }
  const file = await open(path, 'r').catch(failed)
  try {
    let left = options.limitBytes ?? Infinity
    while (left > 0) {
      if (options.signal?.aborted) throw new ProblemError(cancelledProblem(path))
      const { bytesRead } = await file.read(buffer, 0, Math.min(left, buffer.length), null).catch(failed)
      if (bytesRead === 0) return
      left -= bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** The problem behind an error of the file system. */
export function fileProblem(error: unknown, path: string): Problem {
  const details = error instanceof Error ? error.message : String(error)
  const place = { file: basename(path) }
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'FILE_MISSING', what: 'the file does not exist', meaning: 'nothing was read', action: 'check its name and folder', place, details }
    case 'EISDIR':
      return folderProblem(path)
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'FILE_UNREADABLE',
        what: 'the file may not be read',
        meaning: 'nothing was read',
        action: 'ask for permission to read it or copy it',
        place,
        details
      }
    default:
      return {
        code: 'FILE_UNREADABLE',
        what: 'the file could not be read',
        meaning: 'nothing was kept of it',
        action: 'check the disk or the connection to it and try again',
        place,
        details
      }
  }
}

function folderProblem(path: string): Problem {
  return {
    code: 'FILE_IS_FOLDER',
    what: 'this is a folder',
    meaning: 'data are read from one CSV file',
    action: 'choose a file in it',
    place: { file: basename(path) }
  }
}

/** For a file whose second reading does not match the first. */
export function changedProblem(path: string): Problem {
  return {
    code: 'FILE_CHANGED_ON_DISK', what: 'the file changed while it was read', meaning: 'the numbers would mix two versions of it; nothing was kept',
    action: 'read it again once nothing writes to it', place: { file: basename(path) }
  }
}

/** For a reading whose signal is set. */
export function cancelledProblem(path: string): Problem {
  return {
    code: 'JOB_CANCELLED',
    what: 'reading was cancelled',
    meaning: 'nothing was kept',
    action: 'start again when you like',
    place: { file: basename(path) }
  }
}
