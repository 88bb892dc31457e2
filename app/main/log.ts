/** A log file on this computer, without anybody's data: what started, what stopped, what was refused. */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Log {
  info(text: string): void
  warn(text: string, cause?: unknown): void
  error(text: string, cause?: unknown): void
  /** Resolves when everything said so far is in the file. */
  written(): Promise<void>
}

const largestFile = 1_000_000

const inWords = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))

/**
 * Opens `main.log` in a folder; a file over 1 MB is kept once as `main.old.log`.
 *
 * @param folder created when missing
 * @param echo where lines also go, standard error in development
 */
export function openLog(folder: string, echo: (line: string) => void): Log {
  const file = join(folder, 'main.log')
  let tail = prepare(folder, file)
  const write = (level: string, text: string, cause?: unknown): void => {
    const line = `${new Date().toISOString()} ${level} ${text}${cause === undefined ? '' : `: ${inWords(cause)}`}`
    if (level !== 'info') echo(line)
    // A log that cannot be written must not stop the program it tells about.
    tail = tail.then(() => appendFile(file, `${line}\n`)).catch(() => undefined)
  }
  return {
    info: text => write('info', text),
    warn: (text, cause) => write('warning', text, cause),
    error: (text, cause) => write('error', text, cause),
    written: () => tail
  }
}

async function prepare(folder: string, file: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const { size } = await stat(file)
    if (size > largestFile) await rename(file, join(folder, 'main.old.log'))
  } catch {
    // No file yet.
  }
}
