/**
 * From every version that was ever written to the current one, one step at a time. The sequence is numbered, begins
 * at the first version and has no gaps; a step is never changed once its version was released.
 */
import { failure, success, type Result } from '../api/problem'
import type { JsonObject } from './canonicalJson'
import { compareVersions, currentVersion } from './formatVersion'

export interface Migration {
  /** 1, 2, 3 … in the order of the list. */
  readonly step: number
  readonly from: string
  readonly to: string
  /** For the user: what opening an old project changes. */
  readonly summary: string
  /** A new `project.json`; throws when the old one is not what its version promises. */
  readonly migrate: (document: JsonObject) => JsonObject
}

export const migrations: readonly Migration[] = [
  {
    step: 1,
    from: '0.9',
    to: '1.0',
    summary: 'the one design became the first of several',
    migrate: ({ design, ...rest }) => {
      if (typeof design !== 'string') throw new TypeError('design is not a text')
      return { ...rest, designs: [{ name: 'Design A', notation: design }], activeDesign: 0 }
    }
  }
]

export interface Migrated {
  readonly document: JsonObject
  /** The steps that were taken, in order. */
  readonly steps: readonly Migration[]
}

/**
 * Bring a `project.json` to the current version. A newer minor than the current one is left as it is.
 *
 * @param version of the file; not of a newer major
 * @param sequence for tests; the whole list otherwise
 * @returns PROJECT_MIGRATION_FAILED for a version before the first, and when a step fails
 */
export function migrate(document: JsonObject, version: string, sequence: readonly Migration[] = migrations): Result<Migrated> {
  const first = sequence[0]?.from ?? currentVersion
  if (compareVersions(version, first) < 0) {
    return failure({
      code: 'PROJECT_MIGRATION_FAILED',
      what: `the project is of version ${version}, the oldest known version is ${first}`,
      meaning: 'it cannot be brought to the current version and was not opened',
      action: 'check where the file comes from; no release of this program wrote it'
    })
  }
  const steps = sequence.filter(step => compareVersions(step.to, version) > 0)
  let migrated = document
  for (const step of steps) {
    try {
      migrated = step.migrate(migrated)
    } catch (error) {
      return failure({
        code: 'PROJECT_MIGRATION_FAILED',
        what: `the project of version ${version} could not be brought from version ${step.from} to ${step.to}${error instanceof Error ? ` (${error.message})` : ''}`,
        meaning: 'it does not hold what its version promises; it was not opened and not changed',
        action: 'restore a backup of the project',
        details: error instanceof Error ? error.stack ?? error.message : String(error)
      })
    }
  }
  return success({ document: migrated, steps })
}
