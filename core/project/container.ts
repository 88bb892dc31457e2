/** The `.mmiproj` container: a zip whose first entry tells its type and whose manifest vouches for all other parts. */
import { assertNever, type Problem } from '../api/problem'
import type { JsonObject } from './canonicalJson'
import { checkParts, corruptPart, missingPart, readManifest, writeManifest, type Manifest } from './manifest'
import { readZip, writeZip, zipLimits, type ReadZipEntry, type ZipEntry, type ZipFault } from './zip'
import { printableName } from './zipNames'

export const projectMimetype = 'application/vnd.mmi-workbench.project+zip'
export const documentPart = 'project.json'
export const momentsPart = 'moments.npz'
const mimetypePart = 'mimetype'
const manifestPart = 'manifest.json'

/** Parts that this version writes itself; all others are carried along. */
export const ownParts: readonly string[] = [mimetypePart, manifestPart, documentPart, momentsPart]

/** A container taken apart: as much as could be read, and everything that is wrong with it. */
export interface ReadContainer {
  /** null when it is missing, invalid or of a newer major version. */
  readonly manifest: Manifest | null
  /** By name, all but `mimetype` and the manifest; views into the bytes that were read. */
  readonly parts: ReadonlyMap<string, Uint8Array>
  readonly problems: readonly Problem[]
}

/**
 * Pack a container: `mimetype` first, so that its text stands at byte 38 of the file, then the manifest, then the parts.
 *
 * @param parts in the order they are written; none of them `mimetype` or `manifest.json`
 * @param carried unknown fields of the manifest that was opened
 */
export function writeContainer(parts: readonly ZipEntry[], version: string, carried: JsonObject): Uint8Array {
  return writeZip([
    { name: mimetypePart, bytes: new TextEncoder().encode(projectMimetype) },
    { name: manifestPart, bytes: writeManifest(parts, version, carried) },
    ...parts
  ])
}

/** Take a container apart and check all of it; never throws for bad bytes. */
export async function readContainer(bytes: Uint8Array): Promise<ReadContainer> {
  const { entries, faults } = await readZip(bytes, zipLimits)
  const parts = new Map(entries.filter(({ name }) => name !== mimetypePart && name !== manifestPart).map(entry => [entry.name, entry.bytes]))
  const problems = faults.map(faultProblem)
  if (faults.some(fault => fault.kind === 'not-a-zip') && entries.length === 0) return { manifest: null, parts, problems }
  const foreign = mimetypeProblem(bytes, entries, faults)
  // Somebody else's zip has nothing to be checked, whatever its parts look like.
  if (foreign) return { manifest: null, parts, problems: [foreign] }

  const isExplained = (name: string): boolean => faults.some(fault => !('name' in fault) || fault.name === null || fault.name === name)
  const manifestEntry = entries.find(entry => entry.name === manifestPart)
  if (!manifestEntry) return { manifest: null, parts, problems: isExplained(manifestPart) ? problems : [...problems, missingPart(manifestPart)] }
  const manifest = readManifest(manifestEntry.bytes)
  if (!manifest.ok) return { manifest: null, parts, problems: [...problems, manifest.problem] }
  problems.push(...checkParts(manifest.value, parts, [documentPart, momentsPart], isExplained))
  if (!parts.has(documentPart) && !manifest.value.parts.some(part => part.name === documentPart)) problems.push(missingPart(documentPart))
  return { manifest: manifest.value, parts, problems }
}

/** Looks at the file's first bytes, which are there even when a limit stopped the reading of the directory. */
function mimetypeProblem(bytes: Uint8Array, entries: readonly ReadZipEntry[], faults: readonly ZipFault[]): Problem | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(30, 38 + projectMimetype.length))
  const entry = entries.find(({ name }) => name === mimetypePart)
  const stands = entry ? entry.offset === 0 && entry.bytes.length === projectMimetype.length : faults.length > 0
  if (stands && head === mimetypePart + projectMimetype) return null
  return foreignZip(entry ? wrongMimetype(entry) : 'the file is a zip archive without the part "mimetype"')
}

function wrongMimetype(entry: ReadZipEntry): string {
  const text = new TextDecoder('latin1').decode(entry.bytes.subarray(0, 200))
  return text === projectMimetype
    ? 'the part "mimetype" is not the first of the archive, stored and without extra fields'
    : `the file is of the type ${printableName(text)}, not "${projectMimetype}"`
}

function foreignZip(what: string): Problem {
  return {
    code: 'PROJECT_NOT_OURS',
    what,
    meaning: 'it is not a project of MMI Workbench, or another program packed it anew',
    action: 'choose a file that MMI Workbench saved'
  }
}

const unreadable = {
  empty: { what: 'the file is empty', action: 'restore a backup of the project' },
  'cut-short': { what: 'the file is cut short or its directory of parts is damaged', action: 'copy the file again from where it came, or restore a backup' },
  other: { what: 'the file is not a zip archive, as a project is', action: 'choose a file that MMI Workbench saved' }
} as const

/** Each fault of the archive in its own sentence. */
function faultProblem(fault: ZipFault): Problem {
  switch (fault.kind) {
    case 'not-a-zip':
      return { code: 'PROJECT_NOT_A_ZIP', ...unreadable[fault.reason], meaning: 'no project could be read from it', details: fault.details }
    case 'too-many-entries':
      return tooLarge(`the project has ${fault.count} parts, at most ${fault.limit} are read`)
    case 'too-large':
      return tooLarge(`the parts of the project take more than ${fault.limit / 1024 ** 3} GB together`)
    case 'ratio':
      return tooLarge(`the part ${printableName(fault.name)} grows more than ${fault.limit}-fold when inflated`)
    case 'duplicate':
      return {
        code: 'PROJECT_ENTRY_DUPLICATE',
        what: fault.name === fault.other
          ? `the part ${printableName(fault.name)} is there twice`
          : `the parts ${printableName(fault.other)} and ${printableName(fault.name)} have the same name on some systems`,
        meaning: 'it is unclear which of the two counts; the project was not opened',
        action: 'restore a backup, or remove one of the two with a zip program'
      }
    case 'unsafe-name':
      return {
        code: 'PROJECT_ENTRY_UNSAFE',
        what: `the name of the part ${printableName(fault.name)} ${fault.why}`,
        meaning: 'such names are used to attack programs that unpack files; the project was not opened',
        action: 'be careful with this file and ask where it comes from'
      }
    case 'encrypted':
      return {
        code: 'PROJECT_ENCRYPTED',
        what: fault.name === null ? 'the project is encrypted' : `the part ${printableName(fault.name)} is encrypted`,
        meaning: 'projects are read without a password; it was not opened',
        action: 'decrypt it with the program that encrypted it, then open it again'
      }
    case 'corrupt':
      return corruptPart(fault.name, fault.why)
    default:
      return assertNever(fault)
  }
}

function tooLarge(what: string): Problem {
  return {
    code: 'PROJECT_TOO_LARGE',
    what,
    meaning: 'no project of MMI Workbench is like that; it was not opened',
    action: 'be careful with this file and ask where it comes from'
  }
}
