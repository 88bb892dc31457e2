import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hasPendingWrites, jsonFile, pendingWritesEnded } from '../../../app/main/jsonFile'
import type { Log } from '../../../app/main/log'
import { loadRecentProjects, shortFolder, withRecent } from '../../../app/main/recent'
import { loadSettings } from '../../../app/main/settings'

let folder: string

const silent: Log = { file: '', info: () => undefined, warn: () => undefined, error: () => undefined, written: async () => undefined }

beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-settings-')) })

afterEach(() => rm(folder, { recursive: true, force: true }))

describe('jsonFile', () => {
  const file = () => jsonFile(join(folder, 'deep/number.json'), z.number(), 7)

  it('reads what was written last, and leaves nothing else behind', async () => {
    const numbers = file()
    await Promise.all([1, 2, 3].map(value => numbers.write(value)))
    expect(await file().read()).toBe(3)
    expect(await readdir(join(folder, 'deep'))).toEqual(['number.json'])
  })

  it('falls back when the file is missing, damaged or of another form', async () => {
    expect(await file().read()).toBe(7)
    await file().write(1)
    for (const text of ['', '{', '"text"', '\u0000\u0000']) {
      await writeFile(join(folder, 'deep/number.json'), text)
      expect(await file().read()).toBe(7)
    }
  })

  it('tells whether a write is under way', async () => {
    const writing = file().write(1)
    expect(hasPendingWrites()).toBe(true)
    await pendingWritesEnded()
    expect(hasPendingWrites()).toBe(false)
    await writing
  })
})

describe('settings', () => {
  it('hold at once, and keep the good half of a damaged file', async () => {
    const path = join(folder, 'settings.json')
    await writeFile(path, JSON.stringify({ theme: 'pink', lastFolder: '/data' }))
    const settings = await loadSettings(path, silent)
    expect(settings.current).toEqual({ theme: 'system', lastFolder: '/data', zoom: 1, tourOffered: false, updates: { wanted: false, url: '' }, lastUpdateCheck: null })
    settings.change({ theme: 'dark' })
    expect(settings.current.theme).toBe('dark')
    await pendingWritesEnded()
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ theme: 'dark', lastFolder: '/data' })
  })
})

describe('recent projects', () => {
  it('are ten, the newest first, each once', () => {
    const added = Array.from({ length: 12 }, (_, index) => ({ path: `/${index % 11}`, openedAt: String(index) }))
    const list = added.reduce((entries: ReturnType<typeof withRecent>, entry) => withRecent(entries, entry), [])
    expect(list.map(({ path }) => path)).toEqual(['/0', '/10', '/9', '/8', '/7', '/6', '/5', '/4', '/3', '/2'])
    expect(list[0]?.openedAt).toBe('11')
  })

  it('are shown with a short folder and whether they still exist', async () => {
    const recent = await loadRecentProjects(join(folder, 'recent.json'), folder, silent)
    await writeFile(join(folder, 'here.mmiproj'), '')
    recent.add(join(folder, 'gone', 'lost.mmiproj'))
    recent.add(join(folder, 'here.mmiproj'))
    expect((await recent.list()).map(({ name, folder: place, exists }) => [name, place, exists])).toEqual([
      ['here.mmiproj', '~', true], ['lost.mmiproj', join('~', 'gone'), false]
    ])
    expect(recent.path(1)).toBe(join(folder, 'gone', 'lost.mmiproj'))
    expect(recent.path(2)).toBeNull()
    await pendingWritesEnded()
  })

  it('shorten only the own folder, not one whose name begins like it', () => {
    expect(shortFolder('/home/a/data', '/home/a')).toBe('~/data')
    expect(shortFolder('/home/ab/data', '/home/a')).toBe('/home/ab/data')
  })
})
