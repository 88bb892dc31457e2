import { readFileSync, existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** What a module of the window needs before it runs: imports that are not of types alone and not asked for later. */
function needs(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8')
  const code = file.endsWith('.vue') ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script).join('\n') : text
  return [...code.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)].map(([, name]) => name ?? '')
}

function fileOf(from: string, name: string): string | null {
  if (!name.startsWith('.')) return null
  const path = join(dirname(from), name)
  return [path, `${path}.ts`, join(path, 'index.ts')].find(candidate => existsSync(candidate) && !candidate.endsWith('/')) ?? null
}

/** Everything that is loaded with a module: files below the root, packages by name. */
function loadedWith(entry: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(relative(root, file))) return
    seen.add(relative(root, file))
    if (!/\.(ts|vue)$/.test(file)) return
    for (const name of needs(file)) {
      const found = fileOf(file, name)
      if (found) visit(found)
      else if (!name.startsWith('.')) seen.add(name)
    }
  }
  visit(join(root, entry))
  return seen
}

describe('what the mmi command loads', () => {
  it('to tell its version or its help holds no command, no formula and no package', () => {
    const loaded = [...loadedWith('app/cli/main.ts')]
    expect(loaded).toEqual(expect.arrayContaining(['app/cli/run.ts', 'app/cli/usage.ts']))
    expect(loaded.filter(name => !/^(node:|app\/cli\/(main|run|usage|output)\.ts|core\/api\/problem\.ts|core\/process\/problemOf\.ts|core\/project\/formatVersion\.ts)/.test(name))).toEqual([])
  })

  it('before it reads a CSV for a curve holds no schema, no archive, no matrix library, no estimator and no chart', () => {
    const loaded = [...loadedWith('app/cli/commands/curve.ts')]
    expect(loaded).toEqual(expect.arrayContaining(['core/dataset/load.ts', 'core/evaluation/curve.ts', 'core/process/tasks.ts']))
    expect(loaded.filter(name => /^(zod|yauzl|fflate|ml-matrix|echarts)|core\/(estimate|theory\/certificate|report\/(charts|page))\//.test(name))).toEqual([])
  })
})

describe('what the window loads', () => {
  it('for its start screen holds no chart engine, no formulas, no workbench, no dialog and no report', () => {
    const loaded = [...loadedWith('renderer/main.ts')]
    expect(loaded).toEqual(expect.arrayContaining(['vue', 'pinia', 'renderer/shell/App.vue', 'renderer/shell/StartScreen.vue', 'core/api/examples.ts']))
    expect(loaded.filter(name => /^(echarts|katex)|renderer\/(diagram\/\w+\.vue|charts\/\w+\.vue)|Workbench\.vue|Dialog\.vue|CommandPalette\.vue|core\/report\/page\/page/.test(name))).toEqual([])
  })

  it('for the workbench holds the charts, and still not the engine that draws them', () => {
    const loaded = [...loadedWith('renderer/shell/Workbench.vue')]
    expect(loaded).toEqual(expect.arrayContaining(['renderer/charts/EChart.vue', 'core/report/charts/budget.ts', 'core/report/charts/options.ts']))
    expect(loaded.filter(name => /^(echarts|katex)/.test(name))).toEqual([])
  })

  it('with the engine holds echarts: the two before would find it', () => {
    expect([...loadedWith('core/report/charts/engine.ts')]).toContain('echarts/core')
  })
})
