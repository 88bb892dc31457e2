import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

// The snippets belong to no project, so the rules that need types are left out.
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: resolve(root, 'build/eslint.config.mjs'),
  overrideConfig: [{ ...tseslint.configs.disableTypeChecked, languageOptions: { parserOptions: { projectService: false, project: false, program: null } } }]
})

/** Rules that a file with this text at this path breaks. */
async function broken(path: string, text: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: resolve(root, path) })
  return (result?.messages ?? []).map(({ ruleId, fatal, message }) => (fatal ? message : ruleId))
}

const importing = (specifier: string): string => `import { thing } from '${specifier}'\nexport const used = thing\n`

const direction = ['no-restricted-imports']

describe('imports point one way', () => {
  it.each([
    ['renderer/stores/probe.ts', '../../core/dataset/load'],
    ['renderer/stores/probe.ts', '../../core/process/service'],
    ['renderer/stores/probe.ts', '../../core/project/save'],
    ['renderer/probe.ts', '../core/theory/waterFilling'],
    ['renderer/stores/probe.ts', '../../app/main/grants'],
    ['renderer/stores/probe.ts', 'node:fs'],
    ['renderer/stores/probe.ts', 'fs'],
    ['renderer/stores/probe.ts', 'path/posix'],
    ['renderer/stores/probe.ts', 'electron'],
    ['core/theory/probe.ts', '../design/types'],
    ['core/theory/probe.ts', '../api/problem'],
    ['core/theory/deeper/probe.ts', '../../dataset/moments'],
    ['core/theory/probe.ts', 'node:fs'],
    ['core/theory/probe.ts', 'zod'],
    ['core/theory/probe.ts', 'ml-matrix'],
    ['core/linalg/probe.ts', '../dataset/moments'],
    ['core/linalg/probe.ts', 'echarts'],
    ['core/design/probe.ts', '../theory/waterFilling'],
    ['core/design/probe.ts', 'node:path'],
    ['core/design/probe.ts', 'zod'],
    ['core/report/probe.ts', '../evaluation/evaluate'],
    ['core/report/charts/probe.ts', '../../dataset/load'],
    ['core/report/charts/probe.ts', 'node:fs/promises'],
    ['core/report/charts/probe.ts', 'vue'],
    ['core/api/probe.ts', '../dataset/load'],
    ['core/api/probe.ts', '../project/save'],
    ['core/api/probe.ts', '../design/parse'],
    ['core/evaluation/probe.ts', '../process/service'],
    ['core/evaluation/probe.ts', '../report/charts/budget'],
    ['core/evaluation/probe.ts', 'node:fs'],
    ['core/estimate/probe.ts', '../report/charts/budget'],
    ['core/estimate/probe.ts', '../evaluation/evaluate'],
    ['core/dataset/probe.ts', '../evaluation/evaluate'],
    ['core/project/probe.ts', '../process/service'],
    ['core/process/probe.ts', 'electron'],
    ['core/process/probe.ts', '../../app/main/grants'],
    ['core/process/probe.ts', '../../renderer/stores/project'],
    ['app/main/probe.ts', '../../renderer/stores/project'],
    ['app/cli/probe.ts', '../../renderer/charts/options']
  ])('%s may not import %s', async (path, specifier) => {
    expect(new Set(await broken(path, importing(specifier)))).toEqual(new Set(direction))
  })

  it.each([
    ['renderer/stores/probe.ts', '../../core/api/contract'],
    ['renderer/stores/probe.ts', '../../core/design/edits'],
    ['renderer/charts/probe.ts', '../../core/report/charts/budget'],
    ['renderer/stores/probe.ts', '../../core/project/document'],
    ['renderer/stores/probe.ts', '../shell/wording'],
    ['renderer/stores/probe.ts', 'pinia'],
    ['core/theory/probe.ts', '../linalg/symmetricMatrix'],
    ['core/theory/probe.ts', './waterFilling'],
    ['core/linalg/probe.ts', 'ml-matrix'],
    ['core/design/probe.ts', '../api/problem'],
    ['core/report/charts/probe.ts', 'echarts/core'],
    ['core/report/charts/probe.ts', '../../design/types'],
    ['core/api/probe.ts', '../project/document'],
    ['core/api/probe.ts', '../design/types'],
    ['core/evaluation/probe.ts', '../dataset/moments'],
    ['core/estimate/probe.ts', '../report/format'],
    ['core/estimate/classifiers/probe.ts', '../../dataset/scatter'],
    ['core/project/probe.ts', 'node:fs/promises'],
    ['core/process/probe.ts', '../project/save'],
    ['app/main/probe.ts', 'electron'],
    ['app/main/probe.ts', '../../core/api/bridge'],
    ['app/cli/commands/probe.ts', '../../../core/evaluation/evaluate']
  ])('%s may import %s', async (path, specifier) => {
    expect(await broken(path, importing(specifier))).toEqual([])
  })

  it('neither a type, nor a re-export, nor import() is a way round', async () => {
    expect(await broken('core/theory/probe.ts', 'import type { Design } from \'../design/types\'\nexport type Own = Design\n')).toEqual(direction)
    expect(await broken('core/theory/probe.ts', 'export * from \'../design/types\'\n')).toEqual(direction)
    expect(await broken('renderer/probe.ts', 'export const late = () => import(\'../core/dataset/load\')\n')).toEqual(['no-restricted-syntax'])
    expect(await broken('core/process/probe.ts', 'export const late = () => import(\'electron\')\n')).toEqual(['no-restricted-syntax'])
    expect(await broken('renderer/probe.ts', 'export const late = () => import(\'./charts/Panel.vue\')\n')).toEqual([])
  })

  it('holds inside single-file components', async () => {
    const component = '<script setup lang="ts">\nimport { load } from \'../../core/dataset/load\'\n\nload()\n</script>\n\n<template>\n  <p>data</p>\n</template>\n'
    expect(await broken('renderer/data/ProbePanel.vue', component)).toEqual(direction)
  })

  it('covers every folder of core', async () => {
    const folders = readdirSync(resolve(root, 'core'), { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name)
    for (const folder of folders) expect(await broken(`core/${folder}/probe.ts`, importing('electron')), folder).toContain('no-restricted-imports')
  })
})

describe('house rules', () => {
  it('no any', async () => {
    expect(await broken('core/theory/probe.ts', 'export const value: any = 1\n')).toEqual(['@typescript-eslint/no-explicit-any'])
  })

  it('core and renderer do not write to the console', async () => {
    expect(await broken('core/theory/probe.ts', 'console.log(1)\n')).toEqual(['no-console'])
    expect(await broken('renderer/stores/probe.ts', 'console.log(1)\n')).toEqual(['no-console'])
  })

  it('main does not wait for the disk, nor a page for main', async () => {
    expect(await broken('app/main/probe.ts', 'import { readFileSync } from \'node:fs\'\n\nexport const text = readFileSync(\'a\', \'utf8\')\n')).toEqual(['no-restricted-syntax'])
    expect(await broken('app/main/probe.ts', 'import fs from \'node:fs\'\n\nexport const text = fs.readFileSync(\'a\', \'utf8\')\n')).toEqual(['no-restricted-syntax'])
    expect(await broken('app/preload/probe.ts', 'import { ipcRenderer } from \'electron\'\n\nexport const answer = ipcRenderer.sendSync(\'a\')\n')).toEqual(['no-restricted-syntax'])
  })

  it('tests are neither singled out nor switched off, and a conditional skip is allowed', async () => {
    for (const call of ['it.only', 'describe.only', 'test.skip', 'it.skip', 'it.todo', 'describe.skip', 'test.fixme']) {
      expect(await broken('test/unit/probe.test.ts', `${call}('name', () => undefined)\n`), call).toEqual(['no-restricted-syntax'])
    }
    expect(await broken('test/e2e/probe.spec.ts', 'test.skip(process.platform === \'win32\', \'needs a shell\')\n')).toEqual([])
  })
})
