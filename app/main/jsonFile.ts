/** Small JSON files of the program's own (settings, recent files, window state): checked on reading, replaced atomically. */
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'

export interface JsonFile<T> {
  /** The content, or the fallback when the file is missing, damaged or of another form. */
  read(): Promise<T>
  /** Replaces the file; writes follow one another in the order of the calls. */
  write(value: T): Promise<void>
}

const pending = new Set<Promise<unknown>>()

/** Whether a write is under way. */
export const hasPendingWrites = (): boolean => pending.size > 0

/** Resolves when every write has ended, well or badly. */
export async function pendingWritesEnded(): Promise<void> {
  await Promise.allSettled(pending)
}

/** A JSON file with its schema and what stands in for it. */
export function jsonFile<T>(path: string, schema: z.ZodType<T>, fallback: T): JsonFile<T> {
  let tail: Promise<unknown> = Promise.resolve()
  return {
    async read() {
      try {
        const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
        return parsed.success ? parsed.data : fallback
      } catch {
        return fallback
      }
    },
    write(value) {
      const writing = tail.then(() => replace(path, `${JSON.stringify(value, null, 2)}\n`))
      tail = writing.catch(() => undefined)
      pending.add(writing)
      const ended = (): void => void pending.delete(writing)
      writing.then(ended, ended)
      return writing
    }
  }
}

async function replace(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.tmp`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
}
