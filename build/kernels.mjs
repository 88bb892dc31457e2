#!/usr/bin/env node
// Compiles the kernels of core/kernels/assembly (AssemblyScript) to WebAssembly, and writes each as a TypeScript module of
// core/kernels/generated, so that Node, the bundler and the tests take them like any other module and a packaged app needs no file beside it.
//
//   node build/kernels.mjs
//
// Each kernel is compiled twice: with SIMD, whose numbers are the same on every machine, and with relaxed SIMD, whose
// multiply–add may or may not round in between. Does nothing when nothing has changed.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, say, SetupError } from './setup/run.mjs'

const sources = path.join(root, 'core/kernels/assembly')
const generated = path.join(root, 'core/kernels/generated')
const stampFile = path.join(generated, '.sources')

const common = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'bulk-memory', '--enable', 'threads', '--importMemory', '--sharedMemory', '--maximumMemory', '65536']
const variants = {
  plain: [],
  relaxed: ['--enable', 'relaxed-simd', '--use', 'RELAXED=1']
}

/** The files of the folder itself are kernels; what they share stands in folders below. */
const entries = () => fs.readdirSync(sources).filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts')).sort()

function fingerprint() {
  const hash = createHash('sha256')
  const { version } = createRequire(path.join(root, 'package.json'))('assemblyscript/package.json')
  hash.update(version)
  hash.update(fs.readFileSync(path.join(root, 'build/kernels.mjs')))
  for (const name of fs.readdirSync(sources, { recursive: true }).sort()) {
    const file = path.join(sources, name)
    if (fs.statSync(file).isFile()) hash.update(`${name}\n`).update(fs.readFileSync(file))
  }
  return hash.digest('hex')
}

const isFresh = stamp => fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp

/** Compiles what has changed. Throws SetupError with the compiler's words. */
export async function compileKernels() {
  const stamp = fingerprint()
  if (isFresh(stamp)) return
  say('compiling the kernels')
  const { default: compiler } = await import('assemblyscript/asc')
  fs.rmSync(generated, { recursive: true, force: true })
  fs.mkdirSync(generated, { recursive: true })
  for (const entry of entries()) {
    const binaries = []
    for (const [variant, options] of Object.entries(variants)) binaries.push([variant, await compile(compiler, entry, options)])
    fs.writeFileSync(path.join(generated, entry), moduleText(entry, binaries))
  }
  fs.writeFileSync(stampFile, stamp)
}

async function compile(compiler, entry, options) {
  let binary
  const { error, stderr } = await compiler.main([entry, ...common, ...options, '--baseDir', sources, '--outFile', 'kernel.wasm'], {
    readFile: (name, base) => {
      const file = path.resolve(base, name)
      return fs.existsSync(file) && fs.statSync(file).isFile() ? fs.readFileSync(file, 'utf8') : null
    },
    writeFile: (name, content) => { if (name === 'kernel.wasm') binary = content },
    listFiles: () => []
  }, undefined)
  if (error || !binary) throw new SetupError(`the kernel ${entry} does not compile:\n${stderr.toString()}`)
  return binary
}

const moduleText = (entry, binaries) => [
  `// Compiled from core/kernels/assembly/${entry} by build/kernels.mjs; not to be edited.`,
  ...binaries.map(([variant, binary]) => `export const ${variant} = '${Buffer.from(binary).toString('base64')}'`),
  ''
].join('\n')

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await compileKernels().catch(error => {
    say(error instanceof SetupError ? error.message : error.stack)
    process.exitCode = 1
  })
}
