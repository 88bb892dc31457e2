/** Our sides: the built command, and a process with parts of core in it. */
import fs from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { root } from '../../../build/setup/run.mjs'
import { runThrough, server } from './processes.mjs'

const measured = path.join(import.meta.dirname, '../ours/measured.mjs')

/** The built `mmi`, as a user runs it. @returns {Promise<{ seconds: number, wholeSeconds: number, peakMegabytes: number }>} since Node.js was ready, and of the whole process */
export async function runCommand(args) {
  const { seconds, told } = await runThrough(process.execPath, [measured, path.join(root, 'out/main/mmi.js'), ...args])
  return { ...JSON.parse(told), wholeSeconds: seconds }
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
    build: {
      ssr: true, outDir, emptyOutDir: true, target: 'node20.18', minify: false,
      rolldownOptions: {
        // the threads that read a file stand beside who asks them
        input: { serve: path.join(root, 'test/bench/ours/serve.ts'), utility: path.join(root, 'test/bench/ours/utility.ts'), reader: path.join(root, 'core/dataset/plain/thread.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' }
      }
    }
  })
  fs.writeFileSync(path.join(outDir, 'package.json'), '{ "type": "module" }\n')
  return path.join(outDir, 'serve.js')
}

export function ourServer({ server: file }) {
  return server(process.execPath, [file])
}
