/** Versions of the project format, `major.minor`: a new minor only adds, a new major changes or removes. */

/** What this code writes. */
export const currentVersion = '1.0'

/** Stands in every manifest this code writes; a test holds the version equal to package.json. */
export const application = { name: 'MMI Workbench', version: '0.1.0' } as const

export interface FormatVersion {
  readonly major: number
  readonly minor: number
}

export const versionPattern = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/

/** @throws RangeError for a text that `versionPattern` does not match */
export function parseVersion(text: string): FormatVersion {
  const match = versionPattern.exec(text)
  if (!match) throw new RangeError(`not a version: ${text}`)
  return { major: Number(match[1]), minor: Number(match[2]) }
}

/** Negative when a is older than b, 0 when equal, positive when newer. */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a)
  const right = parseVersion(b)
  return left.major - right.major || left.minor - right.minor
}

/** Whether a file can only be read by a newer program. */
export function isTooNew(version: string): boolean {
  return parseVersion(version).major > parseVersion(currentVersion).major
}

/**
 * The version a file is saved under: what was opened keeps its newer minor, since its unknown fields are kept too.
 *
 * @param opened version of the file that the project came from, null for a new project
 */
export function versionToSave(opened: string | null): string {
  return opened !== null && !isTooNew(opened) && compareVersions(opened, currentVersion) > 0 ? opened : currentVersion
}
