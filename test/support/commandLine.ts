/** Run `mmi` in this process and keep what it prints. */
import { expect, vi } from 'vitest'
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

/** What the command answers with --json, having said nothing on standard error. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads answers as a user's script does, and fails where they are not what it expects
export async function mmiJson(...words: readonly string[]): Promise<any> {
  const { status, out, err } = await mmi(...words, '--json')
  expect([status, err]).toEqual([0, ''])
  return JSON.parse(out)
}
