/** `mmi check`: is this project whole, and do its designs fit its data? */
import type { Problem, Result } from '../../../core/api/problem'
import { failure, success } from '../../../core/api/problem'
import { prepareDesign } from '../../../core/evaluation/prepare'
import { readFileWhole } from '../../../core/project/fileBytes'
import { checkProject, readProject, type LoadedProject } from '../../../core/project/open'
import { atPath } from '../input'
import { printProblem, toJson } from '../output'
import { usageProblem, type Options } from '../usage'

export async function checkCommand(options: Options): Promise<Result<string>> {
  const [file, extra] = options.operands
  if (file === undefined || extra !== undefined) return failure(usageProblem(file === undefined ? 'no project is named' : `"${extra}" is one operand too many`, 'check'))
  const read = await readFileWhole(file)
  if (!read.ok) return read
  const project = await readProject(read.value.bytes)
  const problems = project.ok ? designProblems(project.value) : await checkProject(read.value.bytes)
  const named = problems.map(problem => atPath(problem, file))
  const [last] = named.splice(-1)
  if (last) {
    // every problem is a line; the last one is the command's own answer
    for (const problem of named) printProblem(problem, options.flags.has('json'))
    return failure(last)
  }
  if (!project.ok) return project
  const { version, document, moments, notes } = project.value
  const facts = { file, version, designs: document.designs.length, rows: moments?.rows ?? null, dimension: dimensionOf(project.value), notes }
  if (options.flags.has('json')) return success(toJson(facts))
  const data = facts.dimension === null ? 'no data' : `${facts.dimension} ${facts.dimension === 1 ? 'input' : 'inputs'}`
  return success(`${[`${file}: sound, format ${version}, ${facts.designs} ${facts.designs === 1 ? 'design' : 'designs'}, ${data}`, ...notes].join('\n')}\n`)
}

function dimensionOf({ document, moments }: LoadedProject): number | null {
  if (moments) return moments.columns.length
  if (document.source?.kind !== 'spectrum') return null
  const { spectrum } = document.source
  return spectrum.kind === 'list' ? spectrum.values.length : spectrum.dimension
}

/** Designs that do not read, or do not fit the data; an empty one is a design not yet drawn. */
function designProblems(project: LoadedProject): Problem[] {
  const dimension = dimensionOf(project)
  return project.document.designs.flatMap(({ name, notation }) => {
    if (notation.trim() === '' || dimension === null) return []
    const prepared = prepareDesign(notation, { dimension, shape: project.document.shape })
    return prepared.ok ? [] : [{ ...prepared.problem, what: `design "${name}": ${prepared.problem.what}` }]
  })
}
