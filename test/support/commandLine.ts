/** Run `mmi` in this process and keep what it prints. */
import { vi } from 'vitest'
import { runCommandLine } from '../../app/cli/run'

export interface Printed {
  readonly status: number
  readonly out: string
  readonly err: string
}

export async function mmi(...words: readonly string[]): Promise<Printed> {
  let out = ''
  let err = ''
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(text => { out += String(text); return true })
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(text => { err += String(text); return true })
  try {
    return { status: await runCommandLine(words), out, err }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
  }
}
