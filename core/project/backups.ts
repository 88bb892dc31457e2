/**
 * Earlier versions of a project, kept when a save replaces them. They stand in the program's own folder, not beside the
 * project: there they would clutter shared and synchronised folders, a read-only share would refuse them, and whoever
 * is sent the folder would get versions that nobody meant to send. Each project has a folder named by the hash of its
 * path, with an `index.json` that says in words whose versions these are.
 */
import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { describeProblem, ProblemError, type Problem } from '../api/problem'
import { saveAtomically } from './atomicSave'
import { parseJsonObject } from './canonicalJson'
import { documentPart, readContainer } from './container'
import { readFileWhole } from './fileBytes'
import { fileKey } from './fileKey'
import { sha256 } from './sha256'

/** How many versions of a project are kept. */
export const backupsKept = 10

/** One earlier version; the newest of a list comes first. */
export interface BackupVersion {
  /** Of its file in the backup folder. */
  readonly name: string
  /** When this version had been saved, as an ISO time. */
  readonly savedAt: string
  readonly bytes: number
  /** Names of its designs; empty when they could not be read. */
  readonly designs: readonly string[]
}

const indexName = 'index.json'
const versionName = /^[\w.-]+\.mmiproj$/

const versionSchema = z.object({ name: z.string().regex(versionName), savedAt: z.iso.datetime(), bytes: z.number(), sha256: z.string(), designs: z.array(z.string()) })
const indexSchema = z.object({ project: z.string(), versions: z.array(versionSchema) })

type IndexedVersion = z.infer<typeof versionSchema>

/**
 * Where a project's versions stand.
 *
 * @param root folder of all backups
 * @param project absolute path of the project file, links resolved
 */
export function backupFolder(root: string, project: string): string {
  return join(root, sha256(new TextEncoder().encode(fileKey(project))).slice(0, 32))
}

/**
 * Keep the version that stands on disk, before a save replaces it. The same version is kept once; the oldest of more
 * than `backupsKept` goes.
 *
 * @param project the file that is about to be replaced
 * @throws ProblemError BACKUP_FAILED, so that the save is cancelled
 */
export async function keepBackup(root: string, project: string): Promise<void> {
  const folder = backupFolder(root, project)
  const file = await readFileWhole(project)
  if (!file.ok) throw new ProblemError(backupFailed(file.problem))
  const { bytes, fingerprint } = file.value
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new ProblemError(backupFailed(error))
  }
  const known = await indexed(folder)
  if (known[0]?.sha256 === fingerprint.sha256) return
  const savedAt = new Date(fingerprint.modified).toISOString()
  const name = freeName(`${savedAt.replaceAll(':', '-')}-${fingerprint.sha256.slice(0, 8)}`, known)
  await write(join(folder, name), bytes)
  const versions = [{ name, savedAt, bytes: bytes.length, sha256: fingerprint.sha256, designs: [...await designNames(bytes)] }, ...known]
  await write(join(folder, indexName), new TextEncoder().encode(`${JSON.stringify({ project, versions: versions.slice(0, backupsKept) }, null, 2)}\n`))
  // A version too many does no harm: the save goes on.
  await Promise.all(versions.slice(backupsKept).map(version => unlink(join(folder, version.name)).catch(() => undefined)))
}

/** The versions of a project that are there, the one replaced last first. */
export async function listBackups(root: string, project: string): Promise<readonly BackupVersion[]> {
  const versions = await indexed(backupFolder(root, project))
  return versions.map(({ name, savedAt, bytes, designs }) => ({ name, savedAt, bytes, designs }))
}

/** The index, corrected by what is really in the folder: versions that are gone are left out, lost ones found again. */
async function indexed(folder: string): Promise<readonly IndexedVersion[]> {
  const names = await readdir(folder).catch(() => [])
  const present = new Set(names.filter(name => versionName.test(name)))
  const known = (await readIndex(join(folder, indexName))).filter(version => present.delete(version.name))
  if (present.size === 0) return known
  const found = await Promise.all([...present].map(name => describe(folder, name)))
  return [...known, ...found.filter(version => version !== null)].toSorted((a, b) => b.savedAt.localeCompare(a.savedAt))
}

async function readIndex(path: string): Promise<readonly IndexedVersion[]> {
  try {
    const parsed = indexSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data.versions : []
  } catch {
    return []
  }
}

async function describe(folder: string, name: string): Promise<IndexedVersion | null> {
  const path = join(folder, name)
  const state = await stat(path).catch(() => null)
  const file = await readFileWhole(path)
  if (!state || !file.ok) return null
  return { name, savedAt: state.mtime.toISOString(), bytes: file.value.bytes.length, sha256: file.value.fingerprint.sha256, designs: [...await designNames(file.value.bytes)] }
}

/** Two versions of the same moment and content follow each other only through another one; they must not share a file. */
function freeName(stem: string, known: readonly IndexedVersion[]): string {
  const taken = new Set(known.map(version => version.name))
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.mmiproj` : `${stem}-${number}.mmiproj`
    if (!taken.has(name)) return name
  }
}

const namesSchema = z.looseObject({ designs: z.array(z.looseObject({ name: z.string() })) })

/** What is replaced may be damaged, of another version or no project at all: then it has no names. */
async function designNames(bytes: Uint8Array): Promise<readonly string[]> {
  const { parts } = await readContainer(bytes)
  const document = parts.get(documentPart)
  const parsed = document ? parseJsonObject(document) : null
  if (!parsed || 'wrong' in parsed) return []
  const named = namesSchema.safeParse(parsed.object)
  return named.success ? named.data.designs.map(design => design.name) : []
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  const written = await saveAtomically(path, bytes)
  if (!written.ok) throw new ProblemError(backupFailed(written.problem))
}

function backupFailed(cause: unknown): Problem {
  const known = typeof cause === 'object' && cause !== null && 'what' in cause ? (cause as Problem) : null
  return {
    code: 'BACKUP_FAILED',
    what: `the version on disk could not be kept as a backup${known ? `: ${known.what}` : ''}`,
    meaning: 'nothing was saved, the file on disk is as it was',
    action: 'make room on the disk that holds the program’s own data, or save under another name',
    details: known ? describeProblem(known) : cause instanceof Error ? cause.message : String(cause)
  }
}
