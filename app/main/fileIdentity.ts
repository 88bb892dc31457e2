/** Which file a path really means. */
import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileKey } from '../../core/project/fileKey'

/** The path with links resolved, those of its folder when the file is yet to be written. */
export async function realPath(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null)
  if (real !== null) return real
  const folder = await realpath(dirname(path)).catch(() => dirname(path))
  return join(folder, basename(path))
}

/** A key that is equal for equal files, through links and spellings. */
export const fileIdentity = async (path: string): Promise<string> => fileKey(await realPath(path))
