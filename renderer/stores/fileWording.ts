/** What the window says of files that are not as expected. Pure. */
import type { OpenedProject } from '../../core/api/contract'
import { assertNever, type Problem } from '../../core/api/problem'

export function withoutExtension(name: string): string {
  return name.replace(/\.(csv|tsv|txt|mmiproj)$/i, '')
}

export function csvRemark(csv: OpenedProject['csv']): readonly string[] {
  switch (csv) {
    case 'missing': return ['The CSV was not found beside the project. Everything that needs only its moments works; choose it under Source to change how it is read.']
    case 'changed': return ['The CSV has changed since the project was saved. The numbers rest on the saved moments; open the CSV to read it afresh.']
    case 'found':
    case 'not-applicable': return []
    default: return assertNever(csv)
  }
}

export function gone(name: string): Problem {
  return { code: 'FILE_MISSING', what: `${name} could not be found`, meaning: 'nothing was opened and nothing changed', action: 'look whether it was moved or renamed, and open it from there' }
}

export function notOurs(name: string): Problem {
  return { code: 'FILE_UNREADABLE', what: `“${name}” is neither a CSV nor a project`, meaning: 'nothing was opened', action: 'drop a .csv or .mmiproj file' }
}

export function momentsFile(name: string): Problem {
  return { code: 'MOMENTS_UNSUPPORTED', what: `${name} is a moments file`, meaning: 'the window opens CSV files and projects', action: 'open the CSV it came from, or a project' }
}
