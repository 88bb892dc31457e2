import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ProblemError } from '../../../core/api/problem'
import { backupFolder, backupsKept, keepBackup, listBackups } from '../../../core/project/backups'
import { emptyProject } from '../../../core/project/document'
import { fileKey } from '../../../core/project/fileKey'
import { saveProject, writeProject } from '../../../core/project/save'
import { must } from '../../support/evaluate'
import { textBytes } from './rawZip'

let folder: string
let root: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-backups-'))
  root = join(folder, 'backups')
  path = join(folder, 'work.mmiproj')
})
afterEach(() => rm(folder, { recursive: true }))

const withDesigns = async (...names: readonly string[]): Promise<Uint8Array> =>
  must(await writeProject({ ...emptyProject(), designs: names.map(name => ({ name, notation: '' })) }, null))

/** Put a version on disk that was saved in the given minute of a day long ago. */
async function stand(bytes: Uint8Array, minute: number): Promise<void> {
  await writeFile(path, bytes)
  const seconds = Date.UTC(2026, 0, 1, 0, minute) / 1000
  await utimes(path, seconds, seconds)
}

/** The files that the list names, as text. */
const contents = async (): Promise<readonly string[]> =>
  Promise.all((await listBackups(root, path)).map(version => readFile(join(backupFolder(root, path), version.name), 'utf8')))

describe('backups of a project', () => {
  it('hold the versions that saves replaced, the latest first, with their time, size and designs', async () => {
    const [first, second] = [await withDesigns('A'), await withDesigns('Narrow', 'Wide')]
    await stand(first, 1)
    must(await saveProject(path, second, { backups: root }))
    await stand(second, 2)
    must(await saveProject(path, await withDesigns('C'), { backups: root }))
    expect(await listBackups(root, path)).toEqual([
      { name: expect.stringMatching(/^2026-01-01T00-02-00\.000Z-[0-9a-f]{8}\.mmiproj$/), savedAt: '2026-01-01T00:02:00.000Z', bytes: second.length, designs: ['Narrow', 'Wide'] },
      { name: expect.any(String), savedAt: '2026-01-01T00:01:00.000Z', bytes: first.length, designs: ['A'] }
    ])
    expect(await readFile(join(backupFolder(root, path), 'index.json'), 'utf8')).toContain(JSON.stringify(path))
  })

  it('are ten: the oldest goes, its file too', async () => {
    for (let version = 0; version < backupsKept + 3; version += 1) {
      await stand(textBytes(`version ${version}`), version)
      await keepBackup(root, path)
    }
    expect(await contents()).toEqual(Array.from({ length: 10 }, (_, index) => `version ${12 - index}`))
    expect(await readdir(backupFolder(root, path))).toHaveLength(backupsKept + 1)
  })

  it('are not pushed out by saving the same thing again and again', async () => {
    const bytes = await withDesigns('A')
    await stand(textBytes('older'), 1)
    must(await saveProject(path, bytes, { backups: root }))
    for (let time = 0; time < 3; time += 1) must(await saveProject(path, bytes, { backups: root }))
    expect(await contents()).toEqual(['older'])
  })

  it('keep a version that came back from another one twice', async () => {
    for (const [minute, text] of ['a', 'b', 'a'].entries()) {
      await stand(textBytes(text), minute > 0 ? 5 : 0)
      await keepBackup(root, path)
    }
    await stand(textBytes('b'), 5)
    await keepBackup(root, path)
    expect(await contents()).toEqual(['b', 'a', 'b', 'a'])
  })

  it('belong to one project each', async () => {
    await stand(textBytes('mine'), 1)
    await keepBackup(root, path)
    expect(await listBackups(root, join(folder, 'other.mmiproj'))).toEqual([])
  })

  it('are none for a new file', async () => {
    must(await saveProject(path, await withDesigns('A'), { backups: root }))
    expect(await listBackups(root, path)).toEqual([])
  })

  it('keep what is damaged as it is, without names', async () => {
    await stand(textBytes('no project'), 1)
    must(await saveProject(path, await withDesigns('A'), { backups: root }))
    expect(await listBackups(root, path)).toMatchObject([{ designs: [], bytes: 10 }])
    expect(await contents()).toEqual(['no project'])
  })

  it('are found again without their index', async () => {
    await stand(await withDesigns('A'), 1)
    await keepBackup(root, path)
    for (const text of ['{', '{"project":"x","versions":[{"name":"../../etc/passwd"}]}']) {
      await writeFile(join(backupFolder(root, path), 'index.json'), text)
      expect(await listBackups(root, path)).toMatchObject([{ designs: ['A'] }])
    }
    await rm(join(backupFolder(root, path), (await listBackups(root, path))[0]!.name))
    expect(await listBackups(root, path)).toEqual([])
  })

  it('that cannot be kept stop the save, and the file stays', async () => {
    await stand(textBytes('mine'), 1)
    await writeFile(root, 'a file in place of the folder')
    expect(await saveProject(path, await withDesigns('A'), { backups: root })).toMatchObject({ ok: false, problem: { code: 'BACKUP_FAILED' } })
    expect(await readFile(path, 'utf8')).toBe('mine')
    expect((await readdir(folder)).toSorted()).toEqual(['backups', 'work.mmiproj'])
    await expect(keepBackup(root, path)).rejects.toThrow(ProblemError)
  })
})

describe('fileKey', () => {
  it('is one for spellings that the system takes for the same file, and only for those', () => {
    const composed = '/Data/Gr\u00fcn.mmiproj'
    const decomposed = '/Data/Gru\u0308n.mmiproj'
    expect(fileKey(composed, 'darwin')).toBe(fileKey(decomposed, 'darwin'))
    expect(fileKey('C:\\Data\\A.mmiproj', 'win32')).toBe(fileKey('c:\\data\\a.mmiproj', 'win32'))
    expect(fileKey(composed, 'linux')).not.toBe(fileKey(decomposed, 'linux'))
    expect(fileKey('/a', 'linux')).not.toBe(fileKey('/A', 'linux'))
  })
})
