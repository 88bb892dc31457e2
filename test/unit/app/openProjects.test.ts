import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileIdentity } from '../../../app/main/fileIdentity'
import type { Grants } from '../../../app/main/grants'
import { createOpenProjects } from '../../../app/main/openProjects'
import type { OpenWindow } from '../../../app/main/windows'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-open-'))
  path = join(folder, 'a.mmiproj')
  await writeFile(path, '')
})
afterEach(() => rm(folder, { recursive: true }))

const openWindow = (fileKey: string | null = null): OpenWindow => ({ document: { fileKey }, claims: new Set<string>() } as unknown as OpenWindow)

function program(windows: readonly OpenWindow[], coreAnswers = true) {
  const shown: OpenWindow[] = []
  const grants: Grants = {
    grant: async (file, kind) => {
      if (!coreAnswers) throw new Error('core is silent')
      return { id: file, name: basename(file), kind }
    },
    pathOf: id => id
  }
  return { shown, ...createOpenProjects({ all: () => windows, show: window => void shown.push(window) }, grants) }
}

describe('a project', () => {
  it('is granted to one window, from the moment it is asked for', async () => {
    const [one, other] = [openWindow(), openWindow()]
    const { grantTo, shown } = program([one, other])
    const answers = await Promise.all([grantTo(one, path), grantTo(other, path)])
    // which of the two comes first is up to the file system: what counts is that only one of them gets it, and is shown
    const granted = answers.findIndex(answer => answer !== 'shown-elsewhere')
    expect(answers[granted]).toEqual({ id: path, name: 'a.mmiproj', kind: 'project' })
    expect(answers[1 - granted]).toBe('shown-elsewhere')
    expect(shown).toEqual([granted === 0 ? one : other])
  })

  it('is free again when it did not open, or core did not answer', async () => {
    const [one, other] = [openWindow(), openWindow()]
    const { grantTo, failed, ownerOf } = program([one, other])
    await grantTo(one, path)
    await failed(one, path)
    expect(await ownerOf(path)).toBeNull()
    await expect(program([one], false).grantTo(one, path)).rejects.toThrow('core is silent')
    expect(one.claims.size).toBe(0)
  })

  it.skipIf(process.platform === 'win32')('is known through links, and by the name it will have', async () => {
    await symlink(folder, join(tmpdir(), `${basename(folder)}-link`))
    try {
      const link = join(tmpdir(), `${basename(folder)}-link`)
      const owner = openWindow(await fileIdentity(path))
      expect(await program([owner]).ownerOf(join(link, 'a.mmiproj'))).toBe(owner)
      expect(await fileIdentity(join(link, 'new.mmiproj'))).toBe(await fileIdentity(join(folder, 'new.mmiproj')))
    } finally {
      await rm(join(tmpdir(), `${basename(folder)}-link`))
    }
  })
})
