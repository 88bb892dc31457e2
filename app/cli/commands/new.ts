/** `mmi new`: write a project from the same words that `mmi eval` takes. */
import { stat } from 'node:fs/promises'
import { failure, success, type Result } from '../../../core/api/problem'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { modelledSpectrumSchema, type ProjectDocument, type ProjectSource } from '../../../core/project/document'
import { relativeCsvPath } from '../../../core/project/relativePath'
import { saveProject, writeProject } from '../../../core/project/save'
import { printDesign } from '../../../core/design/print'
import { dimensionOf, readInput, type CommandInput, type Source } from '../input'
import { importOptions } from '../optionValues'
import { toJson } from '../output'
import { usageProblem, type Options } from '../usage'

export async function newCommand(options: Options): Promise<Result<string>> {
  const [file, extra] = options.operands
  if (file === undefined || extra !== undefined) return failure(usageProblem(file === undefined ? 'no project file is named' : `"${extra}" is one operand too many`, 'new'))
  if (!options.flags.has('force') && (await exists(file))) {
    return failure({ code: 'USAGE', what: 'the file exists already', meaning: 'nothing was written', action: 'choose another name, or write over it with --force', place: { file } })
  }
  const input = await readInput(options, undefined)
  if (!input.ok) return input
  const document = documentOf(input.value, options, file)
  if (!document.ok) return document
  const bytes = await writeProject(document.value, input.value.source.kind === 'moments' ? input.value.source.moments : null)
  if (!bytes.ok) return bytes
  const saved = await saveProject(file, bytes.value)
  if (!saved.ok) return saved
  return success(options.flags.has('json') ? toJson({ file, bytes: saved.value.size, sha256: saved.value.sha256 }) : `${file}: ${saved.value.size} bytes\n`)
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
    sha256: dataset.sha256,
    dialect: { ...dataset.dialect },
    label: dataset.label?.name ?? null,
    features: how.value.features === null ? null : [...dataset.features],
    missing: dataset.missing,
    missingCodes: [...how.value.missingCodes]
  })
}
