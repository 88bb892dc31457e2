/** Opening a project: shape → version → migrate → validate. Every failure is its own problem. */
import { failure, success, type Problem, type Result } from '../api/problem'
import type { Moments } from '../dataset/moments'
import { describeIssues, parseJsonObject, type JsonObject } from './canonicalJson'
import { documentPart, momentsPart, ownParts, readContainer, type ReadContainer } from './container'
import { projectDocumentSchema, type ProjectDocument } from './document'
import { compareVersions, currentVersion } from './formatVersion'
import { unknownManifestFields, type Manifest } from './manifest'
import { migrate } from './migrations'
import { readMoments } from './momentsFile'
import type { ZipEntry } from './zip'
import { printableName } from './zipNames'

/** What is not edited here but must survive saving. */
export interface ProjectCarry {
  /** Format version of the file. */
  readonly version: string
  /** Parts that this version does not know, with their own copy of the bytes. */
  readonly unknownParts: readonly ZipEntry[]
  readonly manifestFields: JsonObject
}

export interface LoadedProject extends ProjectCarry {
  readonly document: ProjectDocument
  /** null for projects over modelled spectra and for those without data yet. */
  readonly moments: Moments | null
  /** Sentences the user should read: an older format, parts that were kept … */
  readonly notes: readonly string[]
}

/**
 * Read a project.
 *
 * @param bytes the whole file; not kept, so it may change afterwards
 * @returns the project, or the first of its problems; never throws for bad bytes
 */
export async function readProject(bytes: Uint8Array): Promise<Result<LoadedProject>> {
  const { project, problems } = await inspect(bytes, invalidDocument)
  const [first] = problems
  if (first) return failure(first)
  if (!project) throw new Error('a project without problems was not read')
  return success(project)
}

/** Every problem that can be found in a project; empty for one that opens. */
export async function checkProject(bytes: Uint8Array): Promise<readonly Problem[]> {
  const { problems } = await inspect(bytes, issues => issues.flatMap(issue => invalidDocument([issue])))
  return problems
}

/** How issues of the document become problems: one for all of them, or one each. */
type IssueReport = (issues: readonly string[]) => readonly Problem[]

interface Inspection {
  /** null as soon as there is a problem. */
  readonly project: LoadedProject | null
  readonly problems: readonly Problem[]
}

async function inspect(bytes: Uint8Array, report: IssueReport): Promise<Inspection> {
  const container = await readContainer(bytes)
  const { manifest, parts } = container
  if (!manifest) return { project: null, problems: container.problems }

  const problems = [...container.problems]
  const document = openDocument(parts.get(documentPart), manifest.version, report)
  if ('problems' in document) problems.push(...document.problems)
  const moments = await openMoments(parts.get(momentsPart))
  if (!moments.ok) problems.push(moments.problem)
  if (problems.length > 0 || 'problems' in document || !moments.ok) return { project: null, problems }

  const unknownParts = copyUnknownParts(container)
  return {
    problems,
    project: {
      document: document.document,
      moments: moments.value,
      version: manifest.version,
      unknownParts,
      manifestFields: unknownManifestFields(manifest),
      notes: [...document.notes, ...momentsNotes(document.document, moments.value), ...partNotes(unknownParts, manifest)]
    }
  }
}

interface OpenedDocument {
  readonly document: ProjectDocument
  readonly notes: readonly string[]
}

/** No problems and no document for a part that is not there: the container has said so. */
function openDocument(bytes: Uint8Array | undefined, version: string, report: IssueReport): OpenedDocument | { readonly problems: readonly Problem[] } {
  if (!bytes) return { problems: [] }
  const parsed = parseJsonObject(bytes)
  if ('wrong' in parsed) return { problems: invalidDocument([`the document ${parsed.wrong}`]) }
  const migrated = migrate(parsed.object, version)
  if (!migrated.ok) return { problems: [migrated.problem] }
  const validated = projectDocumentSchema.safeParse(migrated.value.document)
  if (!validated.success) return { problems: report(describeIssues(validated.error)) }
  const document = validated.data
  if (document.activeDesign >= document.designs.length) {
    return { problems: report([`activeDesign: design ${document.activeDesign} does not exist, there are ${document.designs.length}`]) }
  }
  return { document, notes: versionNotes(version, migrated.value.steps.map(step => step.summary)) }
}

async function openMoments(bytes: Uint8Array | undefined): Promise<Result<Moments | null>> {
  if (!bytes) return success(null)
  const moments = await readMoments(bytes)
  if (moments.ok) return moments
  return failure({
    ...moments.problem,
    code: 'PROJECT_MOMENTS_INVALID',
    what: `${momentsPart} in the project is not valid: ${moments.problem.what}`,
    meaning: 'the project has no data to compute with and was not opened',
    action: 'restore a backup, or read the CSV into a new project'
  })
}

function copyUnknownParts({ parts }: ReadContainer): ZipEntry[] {
  return [...parts].filter(([name]) => !ownParts.includes(name)).map(([name, bytes]) => ({ name, bytes: new Uint8Array(bytes) }))
}

function versionNotes(version: string, summaries: readonly string[]): string[] {
  if (summaries.length > 0) return [`The project was of format version ${version}; saving writes version ${currentVersion}: ${summaries.join('; ')}.`]
  if (compareVersions(version, currentVersion) <= 0) return []
  return [`The project is of format version ${version}, newer than the ${currentVersion} of this program; what is not known here is kept.`]
}

function momentsNotes(document: ProjectDocument, moments: Moments | null): string[] {
  const needed = document.source !== null && document.source.kind !== 'spectrum'
  return needed && !moments ? ['The project holds no moments: its data must be read again before anything can be computed.'] : []
}

function partNotes(unknownParts: readonly ZipEntry[], manifest: Manifest): string[] {
  const listed = new Set(manifest.parts.map(part => part.name))
  const unlisted = unknownParts.filter(part => !listed.has(part.name))
  const namesOf = (some: readonly ZipEntry[]): string => some.map(part => printableName(part.name)).join(', ')
  const notes: string[] = []
  if (unknownParts.length > 0) notes.push(`The project holds parts that this program does not know and keeps: ${namesOf(unknownParts)}.`)
  if (unlisted.length > 0) notes.push(`Not named by the project's manifest, so added by something else: ${namesOf(unlisted)}.`)
  return notes
}

const issuesInOneSentence = 3

/** All issues in one problem: the first few in words, the rest counted. */
function invalidDocument(issues: readonly string[]): readonly Problem[] {
  const rest = issues.length - issuesInOneSentence
  const shown = issues.slice(0, issuesInOneSentence).join('; ')
  return [{
    code: 'PROJECT_DOCUMENT_INVALID',
    what: `${documentPart} is not valid: ${shown}${rest > 0 ? `; and ${rest} more` : ''}`,
    meaning: 'the project was not opened',
    action: 'restore a backup, or correct the part if it was edited by hand',
    ...(rest > 0 ? { details: issues.join('\n') } : {})
  }]
}
