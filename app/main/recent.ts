/** The list of recently opened projects. */
import { access } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { z } from 'zod'
import type { RecentProject } from '../../core/api/bridge'
import { jsonFile } from './jsonFile'
import type { Log } from './log'

const longestList = 10

const entriesSchema = z.array(z.object({ path: z.string().min(1), openedAt: z.string() })).readonly()

type Entry = Readonly<z.infer<typeof entriesSchema>[number]>

export interface RecentProjects {
  /** For display, newest first. */
  list(): Promise<readonly RecentProject[]>
  /** Path of an entry of `list`, null when there is none. */
  path(index: number): string | null
  add(path: string): void
  clear(): void
}

/** The newest first, each path once, at most ten. */
export function withRecent(entries: readonly Entry[], added: Entry): readonly Entry[] {
  return [added, ...entries.filter(entry => entry.path !== added.path)].slice(0, longestList)
}

/** A folder as people write it, their own as `~`. */
export function shortFolder(folder: string, home: string): string {
  if (folder === home) return '~'
  const rest = folder.startsWith(home) ? folder.slice(home.length) : ''
  return rest.startsWith('/') || rest.startsWith('\\') ? `~${rest}` : folder
}

/**
 * Reads the list from `path`.
 *
 * @param home the person's own folder, shortened in what is shown
 */
export async function loadRecentProjects(path: string, home: string, log: Log): Promise<RecentProjects> {
  const file = jsonFile<readonly Entry[]>(path, entriesSchema, [])
  let entries = await file.read()
  const replace = (next: readonly Entry[]): void => {
    entries = next
    file.write(entries).catch((error: unknown) => log.warn('the list of recent projects could not be saved', error))
  }
  return {
    list: () => Promise.all(entries.map(async ({ path: project, openedAt }) => ({
      name: basename(project),
      folder: shortFolder(dirname(project), home),
      openedAt,
      exists: await access(project).then(() => true, () => false)
    }))),
    path: index => entries[index]?.path ?? null,
    add: project => replace(withRecent(entries, { path: project, openedAt: new Date().toISOString() })),
    clear: () => replace([])
  }
}
