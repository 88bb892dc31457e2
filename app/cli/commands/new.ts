/** `mmi new`: write a project from the same words that `mmi eval` takes. */
import { stat } from 'node:fs/promises'
import { hashOf } from '../../../core/api/model'
import { failure, success, type Result } from '../../../core/api/problem'
import { needsRowsAgain } from '../../../core/evaluation/input'
import { evaluateDesign } from '../../../core/evaluation/evaluate'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { modelledSpectrumSchema, withStandardizedNorm4, type ProjectDocument, type ProjectSource } from '../../../core/project/document'
import { relativeCsvPath } from '../../../core/project/relativePath'
import { saveProject, writeProject } from '../../../core/project/save'
import { withSavedErrors } from '../../../core/project/savedErrors'
import { printDesign } from '../../../core/design/print'
import { dataNotes, dimensionOf, evaluationInput, inputFiles, readInput, rowsAgain, type CommandInput, type Source } from '../input'
import { importOptions } from '../optionValues'
import { printNotes, toJson } from '../output'
import { checkOutput } from '../outputFile'
import { usageProblem, type Options } from '../usage'

export async function newCommand(options: Options): Promise<Result<string>> {
  const [file, extra] = options.operands
  if (file === undefined || extra !== undefined) return failure(usageProblem(file === undefined ? 'no project file is named' : `"${extra}" is one operand too many`, 'new'))
  if (!options.flags.has('force') && (await exists(file))) {
    return failure({ code: 'USAGE', what: 'the file exists already', meaning: 'nothing was written', action: 'choose another name, or write over it with --force', place: { file } })
  }
  const free = await checkOutput(file, inputFiles(options), 'new')
  if (!free.ok) return free
  const input = await readInput(options, undefined, 'file')
  if (!input.ok) return input
  const document = documentOf(input.value, options, file)
  if (!document.ok) return document
  const kept = await withRowResults(document.value, input.value)
  if (!kept.ok) return kept
  const bytes = await writeProject(kept.value, input.value.source.kind === 'moments' ? input.value.source.moments : null)
  if (!bytes.ok) return bytes
  const saved = await saveProject(file, bytes.value)
  if (!saved.ok) return saved
  const notes = dataNotes(input.value.source)
  if (options.flags.has('json')) return success(toJson({ file, bytes: saved.value.size, sha256: saved.value.sha256, notes }))
  printNotes(notes)
  return success(`${file}: ${saved.value.size} bytes\n`)
}

/** What needed the rows is kept with the project, so that it computes the same without the CSV. */
async function withRowResults(document: ProjectDocument, input: CommandInput): Promise<Result<ProjectDocument>> {
  const kept = await withNorm4(document, input)
  if (!kept.ok || input.source.kind !== 'moments' || !input.source.sample || input.notation === '') return kept
  const prepared = await evaluationInput(input)
  if (!prepared.ok) return prepared
  const run = { notation: input.notation, options: input.model, evaluation: evaluateDesign(prepared.value) }
  return success(withSavedErrors(kept.value, [run], input.source.sample.seed))
}

async function withNorm4(document: ProjectDocument, input: CommandInput): Promise<Result<ProjectDocument>> {
  const again = rowsAgain(input)
  if (!again || input.source.kind !== 'moments' || !needsRowsAgain(input.source.moments, document.covariance)) return success(document)
  const norm4 = await again()
  return norm4.ok ? success(withStandardizedNorm4(document, norm4.value)) : norm4
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false)
}

function documentOf(input: CommandInput, options: Options, file: string): Result<ProjectDocument> {
  const source = sourceOf(input.source, options, file)
  if (!source.ok) return source
  let notation = ''
  if (input.notation !== '') {
    const prepared = prepareDesign(input.notation, { dimension: dimensionOf(input.source), shape: input.model.shape })
    if (!prepared.ok) return prepared
    notation = printDesign(prepared.value.design)
  }
  return success({ ...input.document, source: source.value, designs: [{ name: options.values['name'] ?? 'Design A', notation }], activeDesign: 0 })
}

function sourceOf(source: Source, options: Options, file: string): Result<ProjectSource> {
  if (source.kind === 'spectrum') return success<ProjectSource>({ kind: 'spectrum', spectrum: modelledSpectrumSchema.parse(source.spectrum) })
  const { dataset, path } = source
  if (!dataset || path === null) return success<ProjectSource>({ kind: 'moments', name: options.values['moments'] ?? 'moments' })
  const how = importOptions(options)
  if (!how.ok) return how
  return success<ProjectSource>({
    kind: 'csv',
    name: dataset.name,
    relativePath: relativeCsvPath(file, path),
    bytes: dataset.bytes,
    sha256: hashOf(dataset),
    dialect: { ...dataset.dialect },
    label: dataset.label?.name ?? null,
    features: how.value.features === null ? null : [...dataset.features],
    missing: dataset.missing,
    missingCodes: [...how.value.missingCodes]
  })
}
