import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { root, run, say, SetupError } from './run.mjs'

const lockFile = path.join(root, 'package-lock.json')
const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.mmi-lock-hash')
const oldestNode = [20, 19]

/** Throws unless this Node is new enough, saying what to do. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new SetupError(`this is Node ${version}; MMI Workbench needs ${oldestNode.join('.')} or newer. Install a current Node from nodejs.org and run the command again`)
}

const lockHash = () => createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex')

const timeOf = file => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** npm's own record of an installation made by hand, complete with what building needs. */
function installedByHand() {
  const { devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  const record = timeOf(path.join(modules, '.package-lock.json'))
  return record > 0 && record >= timeOf(lockFile) - 2000 && Object.keys(devDependencies).every(name => fs.existsSync(path.join(modules, name, 'package.json')))
}

function isCurrent() {
  if (fs.existsSync(stampFile)) return fs.readFileSync(stampFile, 'utf8') === lockHash()
  return installedByHand()
}

/**
 * Install the npm packages when they are missing or belong to another lock file.
 * @param {{ quietOutput?: boolean }} [options]
 */
export async function installDependencies(options = {}) {
  if (!isCurrent()) {
    say('installing the npm packages')
    const status = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], options)
    if (status !== 0) throw new SetupError('npm could not install the packages; see its message above')
  }
  if (!fs.existsSync(stampFile)) fs.writeFileSync(stampFile, lockHash())
}
