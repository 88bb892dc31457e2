/** Saving a project: packed, read back from memory, compared with what stands on disk, then written atomically. */
import { failure, success, type Problem, type Result } from '../api/problem'
import type { Moments } from '../dataset/moments'
import { saveAtomically, type SaveHooks } from './atomicSave'
import { keepBackup } from './backups'
import { canonicalJson } from './canonicalJson'
import { documentPart, momentsPart, writeContainer } from './container'
import type { ProjectDocument } from './document'
import { fingerprint, isSameContent, type FileContent, type Fingerprint } from './fileBytes'
import { versionToSave } from './formatVersion'
import { sha256 } from './sha256'
import { writeMoments } from './momentsFile'
import { readProject, type ProjectCarry } from './open'
import { zipLimits } from './zip'

/**
 * Pack a project and prove that it opens again. The same project gives the same bytes.
 *
 * @param moments null when there is no data, or the data is a modelled spectrum
 * @param carry what came with the file that was opened: its newer minor version and the parts unknown here
 * @returns the bytes of a `.mmiproj`; else the problem that would meet whoever opens it, or INTERNAL when it reads back differently
 */
export async function writeProject(document: ProjectDocument, moments: Moments | null, carry: ProjectCarry | null = null): Promise<Result<Uint8Array>> {
  if (moments && moments.scatter.byteLength >= zipLimits.totalBytes) return failure(tooManyColumns(moments.columns.length))
  const text = canonicalJson(document)
  const parts = [
    { name: documentPart, bytes: new TextEncoder().encode(text) },
    ...(moments ? [{ name: momentsPart, bytes: writeMoments(moments) }] : []),
    ...(carry?.unknownParts ?? [])
  ]
  const bytes = writeContainer(parts, versionToSave(carry?.version ?? null), carry?.manifestFields ?? {})
  const reread = await readProject(bytes)
  if (!reread.ok) return failure(unsavable(reread.problem))
  const same = canonicalJson(reread.value.document) === text && (reread.value.moments === null) === (moments === null)
  return same ? success(bytes) : failure(changedByItself)
}

export interface SaveOptions extends SaveHooks {
  /** The file as it was opened or last saved; absent to write over whatever is there. */
  readonly expected?: FileContent
  /** Folder in which the version that is replaced is kept; without it there is no backup. */
  readonly backups?: string
}

/**
 * Write a project's bytes to its file.
 *
 * @param bytes from `writeProject`
 * @returns the file as it is now; FILE_CHANGED_ON_DISK when somebody else wrote it meanwhile, BACKUP_FAILED, or the problems of `saveAtomically`
 */
export async function saveProject(path: string, bytes: Uint8Array, { expected, backups, ...hooks }: SaveOptions = {}): Promise<Result<Fingerprint>> {
  const wanted: FileContent = { size: bytes.length, sha256: sha256(bytes) }
  const present = expected || backups !== undefined ? await fingerprint(path) : null
  const unchanged = present?.ok === true && isSameContent(present.value, wanted)
  if (expected && present) {
    // A file that is gone has nothing to lose: it is written again.
    if (!present.ok && present.problem.code !== 'FILE_MISSING' && present.problem.code !== 'PROJECT_TOO_LARGE') return present
    const changed = present.ok ? !unchanged && !isSameContent(present.value, expected) : present.problem.code === 'PROJECT_TOO_LARGE'
    if (changed) return failure(changedOnDisk(path))
  }
  // Saving the same twice must not push an older version out of the backups.
  const keep = backups !== undefined && !unchanged ? { beforeReplace: (target: string) => keepBackup(backups, target) } : {}
  const saved = await saveAtomically(path, bytes, { ...keep, ...hooks })
  return saved.ok ? fingerprint(saved.value) : saved
}

function unsavable(problem: Problem): Problem {
  const action = problem.code === 'PROJECT_MOMENTS_INVALID' ? 'read the data again, then save' : 'undo the last change and save again'
  return { ...problem, meaning: 'saved like this it would not open again; nothing was saved', action }
}

/** Known before a gigabyte is packed in vain. */
function tooManyColumns(count: number): Problem {
  return {
    code: 'PROJECT_TOO_LARGE',
    what: `the moments of ${count} columns take more than the ${zipLimits.totalBytes / 1024 ** 3} GB that a project may hold`,
    meaning: 'nothing was saved',
    action: 'choose fewer columns as features, up to about 16000'
  }
}

const changedByItself: Problem = {
  code: 'INTERNAL',
  what: 'the project read back differs from the one that was to be saved',
  meaning: 'nothing was saved, the file on disk is as it was',
  action: 'undo the last change and save again, and report this'
}

function changedOnDisk(path: string): Problem {
  return {
    code: 'FILE_CHANGED_ON_DISK',
    what: 'the file was changed by something else since it was opened',
    meaning: 'saving would undo that change; nothing was saved',
    action: 'reload the file, save a copy, or overwrite it',
    place: { file: path }
  }
}
