/** What the window says of files that are not as expected. Pure. */
import type { Problem } from '../../core/api/problem'

export function withoutExtension(name: string): string {
  return name.replace(/\.(csv|tsv|txt|mmiproj)$/i, '')
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
