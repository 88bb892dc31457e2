/**
 * Unsaved work, written to the program's own folder while it is being done and never over anybody's file: a whole
 * `.mmiproj` with its moments, and beside it a note of what it is. Both go when the work is saved or given up.
 */
import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { failure, success, type Problem, type Result } from '../api/problem'
import { saveAtomically } from './atomicSave'
import { systemCode } from './fileBytes'

const noteSchema = z.object({
  /** As the window showed it. */
  name: z.string().max(300),
  /** The user's file; null for work that was never saved. */
  path: z.string().min(1).nullable(),
  savedAt: z.iso.datetime(),
  /** Steps that could be undone since the last save. */
  changes: z.number().int().min(0),
  /** The user's file as it was opened or saved last, so that a change by somebody else is noticed; null: not known. */
  stored: z.object({ size: z.number().int().min(0), sha256: z.string() }).nullable()
})

export type RecoveryNote = Readonly<z.infer<typeof noteSchema>>

/** What a crash left behind. */
export interface FoundRecovery extends RecoveryNote {
  readonly id: string
  readonly bytes: number
}

/** Ids are random and become file names. */
export const recoveryIdSchema = z.uuid()

const recoveryName = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.mmiproj$/

export const recoveryFile = (folder: string, id: string): string => join(folder, `${recoveryIdSchema.parse(id)}.mmiproj`)

const noteFile = (folder: string, id: string): string => join(folder, `${recoveryIdSchema.parse(id)}.json`)

/**
 * Write or replace a recovery copy, each of its two files atomically and the project first: a note without its project
 * is nothing, a project without its note is still found.
 *
 * @returns RECOVERY_FAILED when it could not be written; an earlier copy then stands
 */
export async function writeRecovery(folder: string, id: string, bytes: Uint8Array, note: RecoveryNote): Promise<Result<null>> {
  try {
    // Nobody else's eyes: it is unsaved work.
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    return failure(recoveryFailed(error instanceof Error ? error.message : String(error), 'the folder for it cannot be made'))
  }
  const text = new TextEncoder().encode(`${JSON.stringify(note, null, 2)}\n`)
  for (const [path, content] of [[recoveryFile(folder, id), bytes], [noteFile(folder, id), text]] as const) {
    const written = await saveAtomically(path, content)
    if (!written.ok) return failure(recoveryFailed(written.problem.details ?? written.problem.what, written.problem.what))
  }
  return success(null)
}

/** Forget a copy; one that is not there is forgotten already. @returns RECOVERY_FAILED when it cannot be removed */
export async function removeRecovery(folder: string, id: string): Promise<Result<null>> {
  try {
    // The note last: what is left of a removal that was cut short is not offered as work.
    for (const path of [recoveryFile(folder, id), noteFile(folder, id)]) await unlink(path).catch(ignoreMissing)
    return success(null)
  } catch (error) {
    return failure(recoveryFailed(error instanceof Error ? error.message : String(error), 'it cannot be removed'))
  }
}

function ignoreMissing(error: unknown): void {
  // ENOTDIR: something else stands in place of the folder, so no copy was ever written.
  if (!['ENOENT', 'ENOTDIR'].includes(systemCode(error))) throw error
}

/** Every copy in the folder, the latest first. A copy whose note is lost or damaged has a name and its own time. */
export async function listRecoveries(folder: string): Promise<readonly FoundRecovery[]> {
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(names.map(async name => {
    const id = recoveryName.exec(name)?.[1]
    const state = id === undefined ? null : await stat(join(folder, name)).catch(() => null)
    if (id === undefined || !state?.isFile()) return null
    const note = await readNote(noteFile(folder, id)) ?? { name: 'Untitled', path: null, savedAt: state.mtime.toISOString(), changes: 0, stored: null }
    return { ...note, id, bytes: state.size }
  }))
  return found.filter(each => each !== null).toSorted((a, b) => b.savedAt.localeCompare(a.savedAt))
}

const unfinishedName = /^\.[\w.-]+\.[0-9a-f]{12}\.tmp$/

/** Remove what a write that was cut short has left; only while nothing is being written. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  // One that cannot be removed takes some room and does no other harm.
  await Promise.all(names.filter(name => unfinishedName.test(name)).map(name => unlink(join(folder, name)).catch(() => undefined)))
}

async function readNote(path: string): Promise<RecoveryNote | null> {
  try {
    const parsed = noteSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function recoveryFailed(details: string, why: string): Problem {
  return {
    code: 'RECOVERY_FAILED',
    what: `the safety copy of the unsaved work could not be written: ${why}`,
    meaning: 'a crash now would lose the changes since the last save',
    action: 'save the project, and make room on the disk that holds the program’s own data',
    details
  }
}
