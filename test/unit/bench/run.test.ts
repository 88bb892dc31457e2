import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const script = resolve(import.meta.dirname, '../../bench/run.mjs')
const folder = mkdtempSync(join(tmpdir(), 'mmi-bench-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Side { readonly variance?: number; readonly name: string; readonly median: number; readonly seconds: readonly number[]; readonly peakMegabytes?: number; readonly wholeSeconds?: number; readonly parts?: Readonly<Record<string, number>> }
interface Case { readonly name: string; readonly sides: readonly Side[]; readonly ratios: Readonly<Record<string, number>>; readonly largestDifference?: number }
interface Report { readonly peer: { readonly missing?: string }; readonly lanes: Readonly<Record<string, { readonly cases: readonly Case[] }>> }

async function bench(name: string, words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<{ readonly out: string; readonly report: Report; readonly file: string }> {
  const file = join(folder, `${name}.json`)
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...words, '--quick', '--folder', folder, '--output', file], { env: { ...process.env, ...environment } })
  return { out: stdout, report: JSON.parse(readFileSync(file, 'utf8')) as Report, file }
}

/** Of the times it is only said that they are there: what they are is for a quiet machine to tell. */
describe('the bench, in short', () => {
  it('runs every lane once, against the peers where they are, and finds the numbers of both the same', async () => {
    const { out, report } = await bench('all', [])
    expect(Object.keys(report.lanes)).toEqual(expect.arrayContaining(['end-to-end', 'parts', 'eigenvalues', 'moments', 'papaparse', 'start-up', 'typing', 'utility', 'window']))
    const cases = Object.values(report.lanes).flatMap(lane => lane.cases)
    for (const { sides, ratios } of cases) {
      for (const side of sides) expect(side).toMatchObject({ seconds: [side.median] })
      for (const side of sides) expect(side.median).toBeGreaterThan(0)
      for (const [peer, ratio] of Object.entries(ratios)) expect(ratio).toBeCloseTo(sides[0]!.median / sides.find(side => side.name === peer)!.median, 10)
    }
    expect(report.lanes['parts']!.cases[0]!.sides[0]!.parts).toMatchObject({ read: expect.any(Number), moments: expect.any(Number), eigenvalues: expect.any(Number) })
    const [ours] = report.lanes['end-to-end']!.cases[0]!.sides
    expect(ours!.peakMegabytes).toBeGreaterThan(10)
    // start-up belongs to the process
    expect(ours!.wholeSeconds).toBeGreaterThan(ours!.median)
    expect(report.lanes['window']!.cases.map(({ name }) => name)).toContain('4 blocks, units')
    const inElectron = report.lanes['utility']!.cases[0]!
    expect(inElectron.sides.map(({ name }) => name)).toEqual(['utility process', 'Node.js'])
    expect(inElectron.sides[0]!.parts).toMatchObject({ read: expect.any(Number), eigenvalues: expect.any(Number) })
    expect(out).toContain('mmi curve')
    if (report.peer.missing !== undefined) {
      expect(out).toContain(report.peer.missing)
    } else {
      expect(report.lanes['end-to-end']!.cases[0]!.sides).toHaveLength(3)
      // two programs, the same formulas: rounding of 12 columns
      expect(report.lanes['end-to-end']!.cases[0]!.largestDifference).toBeLessThan(1e-11)
      expect(report.lanes['eigenvalues']!.cases[0]!.sides.map(side => side.name)).toContain('scipy.linalg.eigvalsh')
    }
    for (const { sides: [ours, ...peers] } of report.lanes['moments']!.cases) {
      expect(ours!.variance).toBeGreaterThan(0)
      // 400 rows summed in other orders
      for (const peer of peers) expect(Math.abs(peer.variance! / ours!.variance! - 1)).toBeLessThan(1e-12)
    }
    // the library at least is always there to differ from
    expect(report.lanes['eigenvalues']!.cases[0]!.largestDifference).toBeLessThan(30 * 4 * Number.EPSILON)
    // it starts the real window four times, and may have to build it first
  }, 300_000)

  it('says which packages to install where the peers are missing, and measures ours alone', async () => {
    const { out, report } = await bench('alone', ['start-up'], { MMI_PYTHON: join(folder, 'no-python') })
    expect(out).toContain('peer missing: install python3-numpy python3-scipy python3-pandas python3-sklearn')
    expect(report.peer.missing).toContain('python3-numpy')
    expect(report.lanes['start-up']!.cases[0]!.sides.map(side => side.name)).toEqual(['mmi --version'])
  })

  it('compares with an earlier report, and refuses a lane that there is not', async () => {
    const { file } = await bench('first', ['typing'])
    const { out } = await bench('second', ['typing', '--compare', file])
    expect(out).toMatch(/since 2\d{3}-/)
    await expect(bench('none', ['no-such-lane'])).rejects.toThrow('there is no lane no-such-lane')
  })
})
