/** A folder for the files that a test writes, gone after the test file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { ImportOptions } from '../../../core/api/model'

export const defaultOptions: ImportOptions = { dialect: {}, label: null, features: null, missing: 'drop', missingCodes: [] }

export interface TemporaryFolder {
  readonly path: string
  /** Writes a file and answers its path. */
  write(name: string, content: string | Uint8Array): string
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'mmi-dataset-'))
  afterAll(() => rmSync(path, { recursive: true, force: true }))
  return {
    path,
    write(name, content) {
      const file = join(path, name)
      writeFileSync(file, content)
      return file
    }
  }
}
