import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listRecoveries, recoveryFile, removeRecovery, removeUnfinished, writeRecovery, type RecoveryNote } from '../../../core/project/recovery'
import { textBytes } from './rawZip'

let parent: string
let folder: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'mmi-recovery-'))
  folder = join(parent, 'recovery')
})
afterEach(() => rm(parent, { recursive: true }))

const first = '11111111-1111-4111-8111-111111111111'
const second = '22222222-2222-4222-8222-222222222222'
const note: RecoveryNote = { name: 'study.mmiproj', path: '/data/study.mmiproj', savedAt: '2026-01-01T10:00:00.000Z', changes: 3, stored: { size: 5, sha256: 'ab' } }

describe('safety copies', () => {
  it('are listed with what was noted of them, the latest first', async () => {
    await writeRecovery(folder, first, textBytes('old'), note)
    await writeRecovery(folder, second, textBytes('another'), { ...note, name: 'Untitled', path: null, stored: null, savedAt: '2026-01-01T11:00:00.000Z' })
    await writeRecovery(folder, first, textBytes('newer'), { ...note, changes: 4 })
    expect(await listRecoveries(folder)).toEqual([
      { id: second, name: 'Untitled', path: null, stored: null, savedAt: '2026-01-01T11:00:00.000Z', changes: 3, bytes: 7 },
      { ...note, id: first, changes: 4, bytes: 5 }
    ])
    expect(await readFile(recoveryFile(folder, first), 'utf8')).toBe('newer')
  })

  it.skipIf(process.platform === 'win32')('are for nobody else to read', async () => {
    await writeRecovery(folder, first, textBytes('mine'), note)
    expect((await stat(folder)).mode & 0o077).toBe(0)
  })

  it('leave nothing behind when they are removed, and removing twice is no trouble', async () => {
    await writeRecovery(folder, first, textBytes('mine'), note)
    expect(await removeRecovery(folder, first)).toMatchObject({ ok: true })
    expect(await removeRecovery(folder, first)).toMatchObject({ ok: true })
    expect(await readdir(folder)).toEqual([])
  })

  it('are still found when their note is lost or damaged, and a note alone is nothing', async () => {
    await mkdir(folder)
    await writeFile(recoveryFile(folder, first), 'work')
    await writeFile(recoveryFile(folder, second), 'work')
    await writeFile(join(folder, `${second}.json`), '{"name":')
    await writeFile(join(folder, '33333333-3333-4333-8333-333333333333.json'), JSON.stringify(note))
    await writeFile(join(folder, 'notes.mmiproj'), 'not ours')
    const found = await listRecoveries(folder)
    expect(found.map(({ id, name, path, bytes }) => [id, name, path, bytes]).toSorted()).toEqual([[first, 'Untitled', null, 4], [second, 'Untitled', null, 4]])
  })

  it('that a crash cut short are cleared away, everything else stays', async () => {
    await writeRecovery(folder, first, textBytes('whole'), note)
    await writeFile(join(folder, `.${first}.mmiproj.0123456789ab.tmp`), 'half')
    await writeFile(join(folder, 'mine.tmp'), '')
    await removeUnfinished(folder)
    expect((await readdir(folder)).toSorted()).toEqual([`${first}.json`, `${first}.mmiproj`, 'mine.tmp'])
    await expect(removeUnfinished(join(parent, 'none'))).resolves.toBeUndefined()
  })

  it('say why they cannot be written', async () => {
    await writeFile(folder, 'a file in place of the folder')
    expect(await writeRecovery(folder, first, textBytes('mine'), note)).toMatchObject({ ok: false, problem: { code: 'RECOVERY_FAILED' } })
    expect(await removeRecovery(folder, first)).toMatchObject({ ok: true })
    expect(await listRecoveries(folder)).toEqual([])
  })

  it('have ids that are no paths', async () => {
    await expect(writeRecovery(folder, '../../evil', textBytes('x'), note)).rejects.toThrow()
    expect(() => recoveryFile(folder, '..')).toThrow()
  })
})
