/** Unsaved work that a crash left behind: what of it is offered, and what becomes of it. */
import { basename, dirname } from 'node:path'
import type { RecoveredWork, RestoredWork } from '../../core/api/bridge'
import { listRecoveries, recoveryFile, removeRecovery, type FoundRecovery } from '../../core/project/recovery'
import type { Grants } from './grants'
import type { Log } from './log'
import type { OpenProjects } from './openProjects'
import { shortFolder } from './recent'
import type { OpenWindow, Windows } from './windows'

export interface Recoveries {
  /** What no window works on. */
  list(): Promise<readonly RecoveredWork[]>
  /** Hands it to a window; null when it is gone, or its file is open in another window, which then is shown. */
  restore(window: OpenWindow, id: string): Promise<RestoredWork | null>
  /** Left where it is and not offered again in this run. */
  keep(id: string): void
  discard(id: string): Promise<void>
}

interface Parts {
  readonly folder: string
  /** The person's own folder, shortened in what is shown. */
  readonly home: string
  readonly windows: Pick<Windows, 'all' | 'show'>
  readonly grants: Grants
  readonly openProjects: OpenProjects
  readonly log: Log
}

export function createRecoveries({ folder, home, windows, grants, openProjects, log }: Parts): Recoveries {
  const kept = new Set<string>()
  const offered = async (): Promise<readonly FoundRecovery[]> => {
    const found = await listRecoveries(folder)
    const inUse = new Set(windows.all().map(window => window.document.recovery))
    return found.filter(({ id }) => !kept.has(id) && !inUse.has(id))
  }
  return {
    async list() {
      const found = await offered()
      return found.map(({ id, name, path, savedAt, changes }) => ({ id, name, folder: path === null ? null : shortFolder(dirname(path), home), savedAt, changes }))
    },
    async restore(window, id) {
      const found = (await offered()).find(each => each.id === id)
      if (!found) return null
      const owner = found.path === null ? null : await openProjects.ownerOf(found.path)
      if (owner) {
        windows.show(owner)
        return null
      }
      window.document = { ...window.document, recovery: id }
      log.info('unsaved work is restored')
      const original = found.path === null ? null : await openProjects.grantTo(window, found.path)
      if (original === 'shown-elsewhere') return null
      const copy = await grants.grant(recoveryFile(folder, id), 'project', 'read')
      return { name: found.path === null ? found.name : basename(found.path), changes: found.changes, copy, original, stored: found.stored }
    },
    keep: id => void kept.add(id),
    async discard(id) {
      // Only what is offered: the copy of work that a window has is that window's.
      if (!(await offered()).some(each => each.id === id)) return
      const removed = await removeRecovery(folder, id)
      if (!removed.ok) log.warn('unsaved work could not be discarded', removed.problem.details)
    }
  }
}
