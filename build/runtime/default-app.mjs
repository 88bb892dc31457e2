// Packed into the fallback runtime in place of Electron's own default_app: runs the app named on the command line.
// An ES module, as the real one is, so that it waits for the app's module before Electron's ready event, as a packed app does.
import { app } from 'electron'
import fs from 'node:fs'
import { Module } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const args = process.argv.slice(1) // a copy: a preloaded module may change process.argv
const modules = []
let file
while (args.length > 0 && !file) {
  const arg = args.shift()
  if (arg === '-v' || arg === '--version') {
    console.log(`v${process.versions.electron}`)
    process.exit(0)
  }
  if (arg === '-r' || arg === '--require') modules.push(path.resolve(args.shift()))
  else if (!arg.startsWith('-')) file = path.resolve(arg)
}
Module._preloadModules(modules)
if (!file) {
  console.error('usage: electron [-r module] path/to/app')
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
const manifest = path.join(file, 'package.json')
const isFolder = fs.existsSync(manifest)
if (isFolder) {
  const { version, productName, name, desktopName } = JSON.parse(fs.readFileSync(manifest, 'utf8'))
  if (version) app.setVersion(version)
  app.name = productName ?? name ?? app.name
  app.setDesktopName(desktopName ?? `${app.name}.desktop`)
}
const main = Module._resolveFilename(file, null, true)
app.setAppPath(isFolder ? file : path.dirname(main))
await import(pathToFileURL(main).href)
