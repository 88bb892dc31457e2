/** Looking for the CSV of a project again: where it was, then beside the project under its own name. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { CsvSource } from './document'
import { resolveCsvPath } from './relativePath'

/** The CSV of a project as it was found; `changed`: a file of that name with other bytes. */
export type FoundCsv = { readonly state: 'found' | 'changed'; readonly path: string } | { readonly state: 'missing' | 'not-applicable' }

/** Only the very same bytes count as found. A file that is found where the project remembers it goes before one of the same name beside it. */
export async function findCsv(project: string, source: CsvSource): Promise<FoundCsv> {
  const remembered = source.relativePath === null ? null : resolveCsvPath(project, source.relativePath)
  const named = isFileName(source.name) ? join(dirname(project), source.name) : null
  let changed: string | null = null
  for (const path of new Set([remembered, named])) {
    const same = path === null ? null : await holdsSameBytes(path, source)
    if (path === null || same === null) continue
    if (same) return { state: 'found', path }
    changed ??= path
  }
  return changed === null ? { state: 'missing' } : { state: 'changed', path: changed }
}

/** Whether a file has the size and the SHA-256; null when it cannot be read. */
export async function holdsSameBytes(path: string, { bytes, sha256 }: Pick<CsvSource, 'bytes' | 'sha256'>): Promise<boolean | null> {
  try {
    const state = await stat(path)
    if (!state.isFile()) return null
    return state.size === bytes && await sha256Of(path) === sha256
  } catch {
    return null
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** A project may come from anybody: its name of the CSV must not lead anywhere else. */
function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0]/.test(name)
}
