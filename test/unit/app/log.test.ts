import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLog } from '../../../app/main/log'
import { redacted } from '../../../app/main/redact'

let folder: string
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-log-')) })
afterEach(() => rm(folder, { recursive: true }))

describe('the log', () => {
  it('keeps order, echoes trouble only, and starts a new file when the old one is large', async () => {
    await writeFile(join(folder, 'main.log'), 'x'.repeat(1_000_001))
    const echoed: string[] = []
    const log = openLog(folder, { echo: line => void echoed.push(line) })
    log.info('first')
    log.warn('second', new Error('cause'))
    await log.written()
    const lines = (await readFile(log.file, 'utf8')).split('\n')
    expect(lines[0]).toMatch(/^\S+Z info first$/)
    expect(lines[1]).toMatch(/^\S+Z warning second: Error: cause$/)
    expect(echoed).toHaveLength(1)
    expect((await readdir(folder)).toSorted()).toEqual(['main.log', 'main.old.log'])
  })

  it('turns over while the program runs, so that it never takes more than two files', async () => {
    const log = openLog(folder, { largest: 200 })
    for (let line = 0; line < 30; line += 1) log.info(`line ${line}`)
    await log.written()
    expect((await readdir(folder)).toSorted()).toEqual(['main.log', 'main.old.log'])
    const both = await readFile(join(folder, 'main.old.log'), 'utf8') + await readFile(log.file, 'utf8')
    expect(both.length).toBeLessThan(600)
    expect(both).toContain('line 29')
  })

  it('does not stop the program when it cannot be written', async () => {
    await writeFile(join(folder, 'taken'), '')
    const log = openLog(join(folder, 'taken'))
    log.error('nobody reads this')
    await expect(log.written()).resolves.toBeUndefined()
  })

  it('does not tell whose computer it is', async () => {
    const log = openLog(folder, { home: '/home/ada' })
    log.warn('could not read', new Error("EACCES: '/home/ada/thesis/x.csv'"))
    await log.written()
    const text = await readFile(log.file, 'utf8')
    expect(text).toContain("EACCES: '~/thesis/x.csv'")
    expect(text).not.toContain('ada')
  })
})

describe('redacted', () => {
  it.each([
    ['/home/ada/x', '~/x'],
    ['file:///home/ada/x', 'file://~/x'],
    ['/home/ada', '~'],
    ['/home/adams/x', '/home/adams/x'],
    ['/home/ada-2/x', '/home/ada-2/x']
  ])('%s becomes %s', (text, expected) => expect(redacted(text, '/home/ada')).toBe(expected))

  it('knows Windows paths as they are, in JSON and in addresses', () => {
    const home = String.raw`C:\Users\Ada L`
    expect(redacted(String.raw`at C:\Users\Ada L\x`, home)).toBe(String.raw`at ~\x`)
    expect(redacted(String.raw`"c:\\users\\ada l\\x"`, home)).toBe(String.raw`"~\\x"`)
    expect(redacted('file:///C:/Users/Ada%20L/x', home)).toBe('file:///~/x')
  })

  it('leaves everything alone where there is no own folder', () => {
    expect(redacted('/a/b', '/')).toBe('/a/b')
    expect(redacted('/a/b', '')).toBe('/a/b')
  })
})
