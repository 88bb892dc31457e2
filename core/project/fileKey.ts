/** Whether two paths mean the same file: one key however the path is written. */

/**
 * A key that is equal for equal files. Windows and macOS take `Work` and `work`, and both compositions of `ü`, for the
 * same name; elsewhere these are different files.
 *
 * @param path absolute, links resolved
 * @param platform for tests
 */
export function fileKey(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' || platform === 'darwin' ? path.normalize('NFC').toLowerCase() : path
}
