#!/usr/bin/env node
// Reads back what a packed app really is, after electron-builder has said that it is done:
//
//   node build/check-package.mjs dist/linux-unpacked
//
// The fuses of the binary are those of electron-builder.yml, and the archive holds the bundle and nothing else.
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
// The packager's own libraries, in the versions that it uses.
const require = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config')
const { DebugLogger } = require('builder-util')
const asar = require('@electron/asar')
const { getCurrentFuseWire, FuseV1Options } = require('@electron/fuses')
const { FuseState } = require('@electron/fuses/dist/constants')

/** Names of electron-builder.yml beside those of the fuses library. */
const fuseNames = {
  runAsNode: 'RunAsNode',
  enableCookieEncryption: 'EnableCookieEncryption',
  enableNodeOptionsEnvironmentVariable: 'EnableNodeOptionsEnvironmentVariable',
  enableNodeCliInspectArguments: 'EnableNodeCliInspectArguments',
  enableEmbeddedAsarIntegrityValidation: 'EnableEmbeddedAsarIntegrityValidation',
  onlyLoadAppFromAsar: 'OnlyLoadAppFromAsar',
  loadBrowserProcessSpecificV8Snapshot: 'LoadBrowserProcessSpecificV8Snapshot',
  grantFileProtocolExtraPrivileges: 'GrantFileProtocolExtraPrivileges'
}

/**
 * electron-builder.yml, all platforms' sections of it checked against the packager's schema.
 * @throws when something in it is misspelt or in the wrong place
 */
export async function configuration() {
  const config = await getConfig(root, 'electron-builder.yml', null)
  await validateConfiguration(config, new DebugLogger(false))
  return config
}

/** Sentences about fuses that are not as configured. */
async function fuseFaults(executable, wanted) {
  const wire = await getCurrentFuseWire(executable)
  return Object.entries(wanted).flatMap(([name, on]) => {
    if (!(name in fuseNames)) return [`the fuse ${name} is not known to this check`]
    const state = wire[FuseV1Options[fuseNames[name]]]
    return state === (on ? FuseState.ENABLE : FuseState.DISABLE) ? [] : [`the fuse ${name} should be ${on ? 'on' : 'off'} and is ${FuseState[state] ?? 'absent'}`]
  })
}

const expected = ['out/main/main.js', 'out/main/core.js', 'out/main/worker.js', 'out/main/mmi.js', 'out/preload/preload.cjs', 'out/renderer/index.html', 'package.json']
const allowed = /^(?:out(?:\/(?:main|preload|renderer)(?:\/.*)?)?|package\.json)$/

/** Sentences about files that are missing from the archive, or have no business in it. */
function archiveFaults(archive) {
  const files = asar.listPackage(archive, { isPack: false }).map(file => file.replaceAll('\\', '/').replace(/^\//, ''))
  return [
    ...expected.filter(file => !files.includes(file)).map(file => `${file} is missing`),
    ...files.filter(file => !allowed.test(file)).map(file => `${file} does not belong into the package`)
  ]
}

/**
 * What is wrong with an unpacked app.
 * @param {string} folder such as dist/linux-unpacked
 * @returns {Promise<readonly string[]>} sentences, none when all is well
 */
export async function packageFaults(folder) {
  const { executableName, electronFuses } = await configuration()
  const executable = [executableName, `${executableName}.exe`].map(name => path.join(folder, name)).find(file => fs.existsSync(file))
  if (!executable) return [`there is no ${executableName} in ${folder}`]
  return [...await fuseFaults(executable, electronFuses), ...archiveFaults(path.join(folder, 'resources/app.asar'))]
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  const faults = await packageFaults(path.resolve(process.argv[2] ?? 'dist/linux-unpacked'))
  for (const fault of faults) console.error(fault)
  console.log(faults.length === 0 ? 'the package is as configured' : `${faults.length} faults`)
  process.exitCode = faults.length === 0 ? 0 : 1
}
