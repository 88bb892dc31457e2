/** Our sides: the built command, and a process with parts of core in it. */
import path from 'node:path'
import { build } from 'vite'
import { root } from '../../../build/setup/run.mjs'
import { runThrough, server } from './processes.mjs'

const measured = path.join(import.meta.dirname, '../ours/measured.mjs')

/** The built `mmi`, as a user runs it. @returns {Promise<{ seconds: number, peakMegabytes: number }>} */
export async function runCommand(args) {
  const { seconds, told } = await runThrough(process.execPath, [measured, path.join(root, 'out/main/mmi.js'), ...args])
  return { seconds, peakMegabytes: JSON.parse(told).peakMegabytes }
}

/** Bundles what runs parts of core by themselves. @returns {Promise<string>} the file */
export async function bundleServer(folder) {
  const outDir = path.join(folder, 'server')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { __APP_VERSION__: '"bench"' },
    ssr: { noExternal: true },
    build: { ssr: path.join(root, 'test/bench/ours/serve.ts'), outDir, emptyOutDir: true, target: 'node20.18', minify: false, rolldownOptions: { output: { entryFileNames: 'serve.mjs' } } }
  })
  return path.join(outDir, 'serve.mjs')
}

export function ourServer({ server: file }) {
  return server(process.execPath, [file])
}
