/** Where words go: results to standard output, problems and progress to standard error. */
import { describeProblem, type Problem, type ProblemCode } from '../../core/api/problem'

/** Problems of the machine, not of the input: exit status 1 instead of 2. */
const failures: ReadonlySet<ProblemCode> = new Set(['FILE_UNREADABLE', 'FILE_NOT_WRITABLE', 'DISK_FULL', 'FILE_CHANGED_ON_DISK', 'NUMERICAL_FAILURE', 'MEMORY_TOO_SMALL', 'CORE_STOPPED', 'JOB_CANCELLED', 'INTERNAL'])

export type ExitStatus = 0 | 1 | 2

export function exitStatusOf(problem: Problem): ExitStatus {
  return failures.has(problem.code) ? 1 : 2
}

export function print(text: string): void {
  process.stdout.write(text)
}

/** One line, and with `--json` the same as an object on a line of its own. */
export function printProblem(problem: Problem, json: boolean): void {
  process.stderr.write(`mmi: ${describeProblem(problem)}\n`)
  if (json) process.stderr.write(`${JSON.stringify({ error: problem })}\n`)
}

/** What the user should know beside a result that has no place for it. */
export function printNotes(notes: readonly string[]): void {
  for (const note of notes) process.stderr.write(`mmi: note: ${note}\n`)
}

/** JSON without infinities: a number that is not finite is null. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, part: unknown) => (ArrayBuffer.isView(part) ? [...(part as Float64Array)] : part), 2)}\n`
}

/** A progress line on a terminal, nothing elsewhere. */
export function progressLine(): { show(text: string): void; end(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined }
  let shown = 0
  let last = 0
  return {
    show(text) {
      const now = Date.now()
      if (now - last < 100) return
      last = now
      process.stderr.write(`\r${text.padEnd(shown)}`)
      shown = text.length
    },
    end() {
      if (shown > 0) process.stderr.write(`\r${' '.repeat(shown)}\r`)
    }
  }
}

/** Rows of text in aligned columns. @param right headers of the columns that hold numbers */
export function alignedTable(headers: readonly string[], cells: readonly (readonly string[])[], right: readonly string[]): string {
  // a line break in a name would break the table
  const rows = cells.map(row => row.map(cell => cell.replaceAll(/\s+/g, ' ')))
  const widths = headers.map((header, column) => Math.max(header.length, ...rows.map(row => row[column]!.length)))
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (right.includes(headers[column]!) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd()
  return `${[headers, ...rows].map(line).join('\n')}\n`
}
