import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const root = import.meta.dirname
const manifest = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as { version: string; devDependencies: { electron: string } }

// electron-vite would take its targets from the installed `electron` package, which may be newer than the runtime in use.
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

const constants = {
  __APP_VERSION__: JSON.stringify(manifest.version),
  __ELECTRON_VERSION__: JSON.stringify(manifest.devDependencies.electron)
}

/** KaTeX names each font in three formats; Chromium reads the first. */
const onlyWoff2: Plugin = {
  name: 'mmi-only-woff2',
  enforce: 'pre',
  transform(code, id) {
    return /\/katex\/dist\/[^?]*\.css/.test(id) ? code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("\w+"\)/g, '') : null
  }
}

export default defineConfig(({ mode }) => {
  const minify = mode === 'production' ? 'oxc' : false
  return {
    main: {
      define: constants,
      build: {
        outDir: 'out/main',
        target: nodeTarget,
        minify,
        externalizeDeps: false,
        rolldownOptions: {
          input: {
            main: resolve(root, 'app/main/main.ts'),
            core: resolve(root, 'core/process/main.ts'),
            worker: resolve(root, 'core/process/worker.ts'),
            reader: resolve(root, 'core/dataset/plain/thread.ts'),
            mmi: resolve(root, 'app/cli/main.ts')
          },
          output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
        }
      }
    },
    preload: {
      build: {
        outDir: 'out/preload',
        target: nodeTarget,
        minify,
        externalizeDeps: false,
        rolldownOptions: {
          input: { preload: resolve(root, 'app/preload/preload.ts') },
          // A sandboxed preload has to be one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs' }
        }
      }
    },
    renderer: {
      root: resolve(root, 'renderer'),
      plugins: [vue(), onlyWoff2],
      define: constants,
      build: {
        outDir: resolve(root, 'out/renderer'),
        emptyOutDir: true,
        target: chromeTarget,
        minify,
        // The content security policy allows no data: fonts.
        assetsInlineLimit: 0,
        // Read from the disk, not from a network: what waits for its moment (workbench, charts, dialogs, report) may be in large pieces.
        chunkSizeWarningLimit: 4000,
        rolldownOptions: { input: resolve(root, 'renderer/index.html') }
      }
    }
  }
})
