/** Where a project's CSV stands, seen from the project's folder: so that both can move together. */
import * as systemPath from 'node:path'
import { posix, win32, type PlatformPath } from 'node:path'

/**
 * The CSV's path relative to the project's folder, with forward slashes on every system.
 *
 * @param project absolute path of the project file
 * @param csv absolute path of the CSV
 * @param path rules of the system; for tests
 * @returns null when no relative path leads there (another drive)
 */
export function relativeCsvPath(project: string, csv: string, path: PlatformPath = systemPath): string | null {
  const relative = path.relative(path.dirname(project), csv)
  if (relative === '' || path.isAbsolute(relative)) return null
  return relative.split(path.sep).join('/')
}

/**
 * The absolute path that a remembered relative path means now. It may lead out of the project's folder: data often
 * stands beside it. What is found there is only read, and only believed when size and SHA-256 agree.
 *
 * @param project absolute path of the project file
 * @param relative as `relativeCsvPath` wrote it, or whatever a strange file holds
 * @returns null for what is no relative path
 */
export function resolveCsvPath(project: string, relative: string, path: PlatformPath = systemPath): string | null {
  if (relative === '' || relative.includes('\0')) return null
  if (posix.isAbsolute(relative) || win32.isAbsolute(relative)) return null
  return path.join(path.dirname(project), relative)
}
