/** Building with electron-vite, and knowing when there is nothing to build. */
import fs from 'node:fs'
import path from 'node:path'
import { compileKernels } from '../kernels.mjs'
import { root, runTool, say, SetupError } from './run.mjs'

const outputs = ['out/main/main.js', 'out/main/core.js', 'out/main/worker.js', 'out/main/mmi.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
const settings = ['electron.vite.config.ts', 'package.json', 'tsconfig.json']

const timeOf = file => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs

/** Newest change under a file or folder; a folder's own time tells of files that were removed. */
function newest(relative) {
  const place = path.join(root, relative)
  const isFolder = fs.statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false
  const inside = isFolder ? fs.readdirSync(place, { recursive: true }).map(name => timeOf(path.join(place, name)) ?? 0) : []
  return inside.reduce((latest, time) => Math.max(latest, time), timeOf(place) ?? 0)
}

/** Whether every output is there and newer than every source. */
export function isFresh(outputFiles, sources) {
  const oldest = outputFiles.map(file => timeOf(path.join(root, file)) ?? -1).reduce((first, time) => Math.min(first, time), Infinity)
  return oldest >= 0 && sources.every(source => newest(source) <= oldest)
}

export const appIsFresh = () => isFresh(outputs, ['app/main', 'app/preload', 'app/cli', 'core', 'renderer', 'build/kernels.mjs', ...settings])

export const commandIsFresh = () => isFresh(['out/main/mmi.js'], ['app/cli', 'core', 'build/kernels.mjs', ...settings])

/**
 * Bundle main, core, command line, preload and renderer into out/.
 * @param {{ quietOutput?: boolean }} [options]
 */
export async function build(options = {}) {
  await compileKernels()
  say('building')
  const status = await runTool('electron-vite/bin/electron-vite.js', ['build', '-c', 'electron.vite.config.ts', '--logLevel', 'warn'], options)
  if (status !== 0) throw new SetupError('the build failed; see the message above')
}
