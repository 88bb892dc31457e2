#!/usr/bin/env node
// Finds an Electron for `npm start` and the tests, says which one it is, and runs a command with it:
//
//   node build/electron-runtime.mjs [--official] [--xvfb] [command [args…]]
//
// 1. The official binary of the `electron` package, downloaded if it can be.
// 2. Where it cannot, and only on linux-x64, the fallback of build/runtime/: for development and tests, never for a release.
//
// --official  refuse 2; release builds use it, and so does MMI_ELECTRON=official
// --xvfb      wrap the command in xvfb-run when there is no display
// MMI_ELECTRON=fallback  go straight to 2, without trying to download
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fallbackRuntime } from './runtime/fallback.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const log = text => console.error(`[electron-runtime] ${text}`)

/** The electron package's own binary, or undefined. */
function installedRuntime(folder, version) {
  const pathFile = path.join(folder, 'path.txt')
  if (!fs.existsSync(pathFile)) return undefined
  const dist = path.join(folder, 'dist')
  const exec = path.join(dist, fs.readFileSync(pathFile, 'utf8'))
  return fs.existsSync(exec) ? { kind: 'official', version, dist, exec } : undefined
}

function officialRuntime() {
  const require = createRequire(path.join(root, 'package.json'))
  const folder = path.dirname(require.resolve('electron/package.json'))
  const { version } = require('electron/package.json')
  const installed = installedRuntime(folder, version)
  if (installed || process.env.MMI_ELECTRON === 'fallback') return installed
  log(`Electron ${version} is not installed yet: downloading it`)
  const install = spawnSync(process.execPath, [path.join(folder, 'install.js')], { encoding: 'utf8', timeout: 300_000 })
  if (install.status !== 0) log(`could not: ${downloadTrouble(install)}`)
  return installedRuntime(folder, version)
}

function downloadTrouble({ stderr, error, signal }) {
  const known = /getaddrinfo .*|E[A-Z]{4,} .*|HTTP .*/.exec(stderr)
  return known?.[0] ?? (stderr || String(error ?? signal)).split('\n').find(line => line.trim())
}

/**
 * The Electron to use.
 * @param {{ officialOnly?: boolean }} [options]
 * @returns {{ kind: string, version: string, dist: string, exec: string }}
 * @throws when there is none for this machine
 */
export function electronRuntime({ officialOnly = process.env.MMI_ELECTRON === 'official' } = {}) {
  const runtime = officialRuntime() ?? (officialOnly ? undefined : fallbackRuntime(root, log))
  if (!runtime) {
    throw new Error(officialOnly
      ? 'the official Electron binary is required here and could not be downloaded'
      : 'there is no Electron for this machine: its download failed, and the fallback exists for linux-x64 only')
  }
  log(`using the ${runtime.kind} Electron ${runtime.version}: ${path.relative(root, runtime.exec)}`)
  if (runtime.kind !== 'official') log('it is for development and tests only: nothing built with it may be released')
  return runtime
}

/** What a command needs in its environment to use `runtime`. */
export function runtimeEnvironment(runtime) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist, // read by the electron package and so by Playwright
    ELECTRON_EXEC_PATH: runtime.exec, // read by electron-vite, and by our own tests
    MMI_ELECTRON_KIND: runtime.kind,
    // Chromium will not sandbox for root. `sandbox: true` renderers stay as restricted as ever.
    ...(process.getuid?.() === 0 ? { ELECTRON_DISABLE_SANDBOX: '1' } : {})
  }
}

/** Whether this session can show a window. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Run a command of node_modules/.bin (or of the system) with a runtime, in this terminal.
 * @param {ReturnType<typeof electronRuntime>} runtime
 * @param {readonly string[]} command
 * @param {{ xvfb?: boolean, environment?: Record<string, string> }} [options]
 * @returns {Promise<number>} its exit status
 */
export function runWith(runtime, command, { xvfb = false, environment = {} } = {}) {
  const words = [...command]
  if (words[0] === 'electron-builder' && runtime.kind !== 'official') {
    words.push(`-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`, '-c.directories.output=dist/unofficial')
  }
  if (xvfb && !hasDisplay()) words.unshift('xvfb-run', '-a', '-s', '-screen 0 1920x1200x24')
  const commands = path.join(root, 'node_modules/.bin')
  return new Promise(resolve => {
    const child = spawn(words[0], words.slice(1), {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32', // npm's .cmd shims
      env: { ...process.env, ...runtimeEnvironment(runtime), ...environment, PATH: `${commands}${path.delimiter}${process.env.PATH}` }
    })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('error', error => {
      log(error.message)
      resolve(1)
    })
    child.on('close', code => resolve(code ?? 1))
  })
}

async function main(args) {
  const words = [...args]
  const options = new Set()
  while (words[0]?.startsWith('--')) options.add(words.shift())
  for (const option of options) if (option !== '--official' && option !== '--xvfb') throw new Error(`unknown option ${option}`)
  const runtime = electronRuntime(options.has('--official') ? { officialOnly: true } : {})
  return words.length > 0 ? runWith(runtime, words, { xvfb: options.has('--xvfb') }) : 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  main(process.argv.slice(2)).then(code => { process.exitCode = code }, error => {
    log(error.message)
    process.exitCode = 1
  })
}
