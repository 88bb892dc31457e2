/** The project files of one window: saving without loss of what is not edited here, and safety copies of unsaved work. */
import { basename } from 'node:path'
import type { SavedProject, StoredFile } from '../api/contract'
import { success, type Result } from '../api/problem'
import type { ProjectDocument } from '../project/document'
import type { ProjectCarry } from '../project/open'
import { recoveryFile, removeRecovery } from '../project/recovery'
import { relativeCsvPath } from '../project/relativePath'
import type { DataEntry } from './dataStore'
import type { Grants } from './grants'
import type { TaskRunner } from './jobs'
import type { TaskHooks } from './tasks'

/** Folders of the program's own, made when they are needed. */
export interface ProjectFolders {
  readonly backups: string
  readonly recovery: string
}

interface Options {
  readonly grants: Grants
  readonly folders: ProjectFolders
  readonly runInThread: TaskRunner
}

interface Work {
  readonly document: ProjectDocument
  readonly entry: DataEntry | null
  /** Grant of the file that the document was opened from or saved to last. */
  readonly origin: string | null
}

export class ProjectFiles {
  /** By grant: what came with a file and must survive saving it. */
  readonly #carries = new Map<string, ProjectCarry | null>()
  /** By id: the last write or removal of a safety copy, so that they follow one another. */
  readonly #recoveries = new Map<string, Promise<Result<null>>>()

  constructor(private readonly options: Options) {}

  /** A project was read whose parts are to be carried along when this file is saved. */
  opened(grant: string, { version, unknownParts, manifestFields }: ProjectCarry): void {
    this.#carries.set(grant, { version, unknownParts, manifestFields })
  }

  /** Saves, keeping the version that is replaced. @param work.expected what the origin held; it counts only when that is the file written to */
  async save(work: Work & { readonly grant: string; readonly path: string; readonly expected: StoredFile | null }, hooks: TaskHooks): Promise<Result<SavedProject>> {
    const { grant, path, entry, origin, expected } = work
    const document = withCsvLocation(work.document, path, entry)
    const carry = await this.#carryOf(origin)
    const written = await this.options.runInThread({
      kind: 'write-project',
      path,
      document,
      moments: entry?.moments ?? null,
      carry,
      expected: this.#pathOf(origin) === path ? expected : null,
      backups: this.options.folders.backups
    }, hooks)
    if (!written.ok) return written
    this.#carries.set(grant, carry)
    return success({ stored: { size: written.value.size, sha256: written.value.sha256 }, document })
  }

  writeRecovery(id: string, { document, entry, origin }: Work, about: { readonly name: string; readonly changes: number; readonly stored: StoredFile | null }): Promise<Result<null>> {
    const folder = this.options.folders.recovery
    const path = this.#pathOf(origin)
    return this.#inTurn(id, async () => this.options.runInThread({
      kind: 'write-recovery',
      folder,
      id,
      document: withCsvLocation(document, path ?? recoveryFile(folder, id), entry),
      moments: entry?.moments ?? null,
      carry: await this.#carryOf(origin),
      note: { ...about, path, savedAt: new Date().toISOString() }
    }))
  }

  removeRecovery(id: string): Promise<Result<null>> {
    return this.#inTurn(id, () => removeRecovery(this.options.folders.recovery, id))
  }

  #inTurn(id: string, action: () => Promise<Result<null>>): Promise<Result<null>> {
    const turn = (this.#recoveries.get(id) ?? Promise.resolve()).then(action, action)
    this.#recoveries.set(id, turn)
    return turn
  }

  #pathOf(grant: string | null): string | null {
    const path = grant === null ? null : this.options.grants.pathFor(grant, 'read')
    return path?.ok ? path.value : null
  }

  /** A core that was restarted has forgotten what came with the file: it is looked up where it still stands. */
  async #carryOf(grant: string | null): Promise<ProjectCarry | null> {
    const path = this.#pathOf(grant)
    if (grant === null || path === null) return null
    const known = this.#carries.get(grant)
    if (known !== undefined) return known
    const read = await this.options.runInThread({ kind: 'read-project', path })
    if (read.ok) this.opened(grant, read.value.project)
    else this.#carries.set(grant, null)
    return this.#carries.get(grant) ?? null
  }
}

/** The document with its CSV remembered relative to where the project stands. */
function withCsvLocation(document: ProjectDocument, project: string, entry: DataEntry | null): ProjectDocument {
  const csv = entry?.csv?.path
  if (document.source?.kind !== 'csv' || csv === undefined) return document
  return { ...document, source: { ...document.source, name: basename(csv), relativePath: relativeCsvPath(project, csv) } }
}
