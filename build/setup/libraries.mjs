/** What Electron's window and the tests need of a Linux system, and installing it where that is possible. */
import fs from 'node:fs'
import { outputOf, run, say } from './run.mjs'

/**
 * `packages` lists Debian's names, newest first: the first one that the system's sources offer is installed.
 * @typedef {{ name: string, packages: readonly string[], purpose: 'window' | 'tests', isPresent: () => boolean }} Need
 */

const library = (name, ...packages) => ({ name, packages, purpose: 'window', isPresent: () => loaderCache().includes(`${name} `) })
const program = (name, ...packages) => ({ name, packages, purpose: 'tests', isPresent: () => onPath(name) })

/** The one that the tests ask: Debian's packages install for it, whatever other Python comes first on the path. */
const systemPython = '/usr/bin/python3'

/** @type {readonly Need[]} */
const needs = [
  library('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  library('libnss3.so', 'libnss3'),
  library('libasound.so.2', 'libasound2t64', 'libasound2'),
  library('libgbm.so.1', 'libgbm1'),
  program('xvfb-run', 'xvfb'),
  program('xauth', 'xauth'),
  { name: 'numpy for python3', packages: ['python3-numpy'], purpose: 'tests', isPresent: () => outputOf(systemPython, ['-c', 'import numpy']) !== undefined }
]

/** The loader's cache; ldconfig stands where only root's PATH finds it. */
function loaderCache() {
  return outputOf('ldconfig', ['-p']) ?? outputOf('/sbin/ldconfig', ['-p']) ?? ''
}

function onPath(name) {
  return (process.env.PATH ?? '').split(':').some(folder => fs.existsSync(`${folder}/${name}`))
}

const missing = purposes => needs.filter(need => purposes.includes(need.purpose) && !need.isPresent())

const offered = name => /Candidate: (?!\(none\))\S/.test(outputOf('apt-cache', ['policy', name]) ?? '')

const debianPackage = need => need.packages.find(offered) ?? need.packages.at(-1)

/** The line that a person has to run, for the systems we know. */
function installLine(lacking) {
  if (onPath('apt-get')) return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${lacking.map(debianPackage).join(' ')}`
  if (onPath('dnf')) return 'sudo dnf install gtk3 nss alsa-lib mesa-libgbm xorg-x11-server-Xvfb xorg-x11-xauth python3-numpy'
  if (onPath('pacman')) return 'sudo pacman -S --needed gtk3 nss alsa-lib mesa xorg-server-xvfb xorg-xauth python-numpy'
  return undefined
}

/**
 * Install what is missing where this process may (root with apt-get); else name the exact line.
 * @param {readonly ('window' | 'tests')[]} purposes
 * @returns {Promise<readonly string[]>} what is still missing, in words
 */
export async function installLibraries(purposes) {
  if (process.platform !== 'linux') return []
  const lacking = missing(purposes)
  if (lacking.length === 0) return []
  const names = lacking.map(need => need.name).join(', ')
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    say(`installing system packages for ${names}`)
    const environment = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-qq'], { quietOutput: true, environment })
    for (const packages of [lacking.map(debianPackage), ...lacking.map(need => [debianPackage(need)])]) {
      if (missing(purposes).length === 0) break
      // All at once, and one by one when a single one cannot be had.
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { quietOutput: true, environment })
    }
  } else {
    const line = installLine(lacking)
    say(`this system lacks ${names}${line ? `; install it with\n\n    ${line}\n` : ''}`)
  }
  return missing(purposes).map(need => need.name)
}
