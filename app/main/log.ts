/** A log file on this computer, without anybody's data: what started, what stopped, what was refused. */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { redacted } from './redact'

export interface Log {
  /** Where it stands. */
  readonly file: string
  info(text: string): void
  warn(text: string, cause?: unknown): void
  error(text: string, cause?: unknown): void
  /** Resolves when everything said so far is in the file. */
  written(): Promise<void>
}

interface Options {
  /** Where lines of trouble also go, standard error in development. */
  readonly echo?: (line: string) => void
  /** The person's own folder, written `~`. */
  readonly home?: string
  /** Bytes after which a new file is begun. */
  readonly largest?: number
}

const inWords = (cause: unknown): string => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause))

/**
 * Opens `main.log` in a folder; a file that grows over 1 MB is kept once as `main.old.log`.
 *
 * @param folder created when missing
 */
export function openLog(folder: string, { echo, home = '', largest = 1_000_000 }: Options = {}): Log {
  const file = join(folder, 'main.log')
  const old = join(folder, 'main.old.log')
  let size = 0
  let tail = mkdir(folder, { recursive: true }).then(async () => { size = (await stat(file)).size }).catch(() => undefined)
  const append = async (text: string): Promise<void> => {
    if (size > largest) {
      await rename(file, old)
      size = 0
    }
    await appendFile(file, text)
    size += Buffer.byteLength(text)
  }
  const write = (level: string, text: string, cause?: unknown): void => {
    const line = redacted(`${new Date().toISOString()} ${level} ${text}${cause === undefined ? '' : `: ${inWords(cause)}`}`, home)
    if (level !== 'info') echo?.(line)
    // A log that cannot be written must not stop the program it tells about.
    tail = tail.then(() => append(`${line}\n`)).catch(() => undefined)
  }
  return {
    file,
    info: text => write('info', text),
    warn: (text, cause) => write('warning', text, cause),
    error: (text, cause) => write('error', text, cause),
    written: () => tail
  }
}
