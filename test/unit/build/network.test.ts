import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** Ways to the network that a program for Electron has. */
const ways = /from '(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:\/promises)?'|\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b|\bEventSource\b|\bsendBeacon\b|\bautoUpdater\b|\bnet\.(?:fetch|request)\b/

async function sources(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true })
  return entries.filter(name => /\.(?:ts|vue)$/.test(name)).map(name => join(folder, name).replaceAll('\\', '/'))
}

describe('the sources', () => {
  it('use the network in one place: asking for newer versions', async () => {
    const files = (await Promise.all(['app', 'core', 'renderer'].map(sources))).flat()
    const found = await Promise.all(files.map(async file => (ways.test(await readFile(join(root, file), 'utf8')) ? [file] : [])))
    expect(found.flat()).toEqual(['app/main/updates.ts'])
  })
})
