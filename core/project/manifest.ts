/** `manifest.json`: what the file is, who wrote it, and the size and SHA-256 of every other part. */
import { z } from 'zod'
import { failure, success, type Problem, type Result } from '../api/problem'
import { canonicalJson, describeIssues, parseJsonObject, type JsonObject } from './canonicalJson'
import { application, currentVersion, isTooNew, versionPattern } from './formatVersion'
import { sha256 } from './sha256'
import type { ZipEntry } from './zip'
import { printableName } from './zipNames'

export const manifestFormat = 'mmi-workbench.project'

const headSchema = z.looseObject({ format: z.string(), version: z.string().regex(versionPattern, 'must be major.minor, such as 1.0') })

const manifestSchema = z.looseObject({
  format: z.literal(manifestFormat),
  version: z.string(),
  app: z.looseObject({ name: z.string(), version: z.string() }),
  parts: z.array(z.looseObject({
    name: z.string(),
    size: z.number().int().min(0),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal')
  })).max(64)
})

export type Manifest = z.infer<typeof manifestSchema>

/**
 * Encode the manifest of the given parts.
 *
 * @param carried fields of the manifest that was opened and this version does not know
 */
export function writeManifest(parts: readonly ZipEntry[], version: string, carried: JsonObject): Uint8Array {
  const manifest: Manifest = {
    ...carried,
    format: manifestFormat,
    version,
    app: application,
    parts: parts.map(part => ({ name: part.name, size: part.bytes.length, sha256: sha256(part.bytes) }))
  }
  return new TextEncoder().encode(canonicalJson(manifest))
}

/**
 * Decode a manifest: format and version first, since a newer major may have changed all the rest.
 *
 * @returns PROJECT_MANIFEST_INVALID, PROJECT_NOT_OURS or PROJECT_TOO_NEW
 */
export function readManifest(bytes: Uint8Array): Result<Manifest> {
  const parsed = parseJsonObject(bytes)
  if ('wrong' in parsed) return failure(invalidManifest(`manifest.json ${parsed.wrong}`))
  const head = headSchema.safeParse(parsed.object)
  if (!head.success) return failure(invalidManifest(`manifest.json is not valid: ${describeIssues(head.error).join('; ')}`))
  if (head.data.format !== manifestFormat) return failure(foreignFormat(head.data.format))
  if (isTooNew(head.data.version)) return failure(tooNew(head.data.version))
  const manifest = manifestSchema.safeParse(parsed.object)
  if (!manifest.success) return failure(invalidManifest(`manifest.json is not valid: ${describeIssues(manifest.error).slice(0, 3).join('; ')}`))
  return success(manifest.data)
}

/** The fields that this version does not know, to be written again. */
export function unknownManifestFields(manifest: Manifest): JsonObject {
  const known: readonly string[] = Object.keys(manifestSchema.shape)
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !known.includes(key)))
}

/**
 * Compare the parts with what the manifest says of them.
 *
 * @param parts all parts but the manifest itself and `mimetype`
 * @param vouched names of parts that must be listed when they are there
 * @param isExplained whether the damage of the archive already tells why a part is not there
 */
export function checkParts(
  manifest: Manifest,
  parts: ReadonlyMap<string, Uint8Array>,
  vouched: readonly string[],
  isExplained: (name: string) => boolean
): Problem[] {
  const problems: Problem[] = []
  const listed = new Set<string>()
  for (const { name, size, sha256: expected } of manifest.parts) {
    const bytes = parts.get(name)
    if (listed.has(name)) problems.push(invalidManifest(`manifest.json lists ${printableName(name)} twice`))
    else if (!bytes && !isExplained(name)) problems.push(missingPart(name))
    else if (bytes && bytes.length !== size) problems.push(corruptPart(name, `it has ${bytes.length} bytes, the manifest says ${size}`))
    else if (bytes && sha256(bytes) !== expected) problems.push(corruptPart(name, 'its SHA-256 is not the one in the manifest'))
    listed.add(name)
  }
  const unlisted = vouched.filter(name => parts.has(name) && !listed.has(name))
  return [...problems, ...unlisted.map(name => invalidManifest(`manifest.json does not list ${printableName(name)}`))]
}

/** A part that ought to be there. */
export function missingPart(name: string): Problem {
  return {
    code: 'PROJECT_ENTRY_MISSING',
    what: `the part ${printableName(name)} is missing from the project`,
    meaning: 'the file is incomplete and was not opened',
    action: 'restore a backup of the project'
  }
}

export function corruptPart(name: string, why: string): Problem {
  return {
    code: 'PROJECT_ENTRY_CORRUPT',
    what: `the part ${printableName(name)} is damaged: ${why}`,
    meaning: 'the file was changed after it was saved, and was not opened',
    action: 'copy the file again from where it came, or restore a backup'
  }
}

function invalidManifest(what: string): Problem {
  return {
    code: 'PROJECT_MANIFEST_INVALID',
    what,
    meaning: 'nothing in the file can be relied on, it was not opened',
    action: 'copy the file again from where it came, or restore a backup'
  }
}

function foreignFormat(format: string): Problem {
  return {
    code: 'PROJECT_NOT_OURS',
    what: `manifest.json names the format ${printableName(format)}, not "${manifestFormat}"`,
    meaning: 'the file belongs to another program',
    action: 'open it with the program that made it'
  }
}

function tooNew(version: string): Problem {
  return {
    code: 'PROJECT_TOO_NEW',
    what: `the project is of format version ${version}, this program reads versions up to ${currentVersion}`,
    meaning: 'opening it here could lose what the newer version added; it was not opened',
    action: 'update MMI Workbench, or save the project in an older format where it was made'
  }
}
