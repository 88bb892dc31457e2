import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMomentsFile } from '../../../core/project/momentsFile'
import { mmi, mmiJson as json } from '../../support/commandLine'
import { referenceFolder } from '../../support/reference'

const iris = resolve(referenceFolder, 'iris.csv')
let folder: string

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mmi-cli-errors-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('standard errors', () => {
  const words = ['--design', 'dense(3)', '--budget', '7']

  it('stand in eval beside every value, with what they rest on', async () => {
    const { mmi: total, blocks, gaussian, bracket } = await json('eval', '--data', iris, '--label', 'label', ...words)
    expect(total.standardErrorBasis).toBe('rows')
    expect(blocks[0].standardError).toBe(total.standardError)
    expect(gaussian).toMatchObject({ passed: expect.any(Boolean), pValue: expect.any(Number) })
    expect(bracket.sample).toBe(total.value)
    const bits = await json('eval', '--data', iris, '--label', 'label', ...words, '--unit', 'bits')
    expect(bits.mmi.standardError).toBe(total.standardError / Math.LN2)
    expect(bits.bracket.ledoitWolf).toBe(bracket.ledoitWolf / Math.LN2)
    const { out } = await mmi('eval', '--data', iris, '--label', 'label', ...words)
    expect(out).toMatch(/^ +± 0\.\d+ nat standard error, from the rows$/m)
    expect(out).toMatch(/^Gaussian +(not )?rejected, p = /m)
    expect((await mmi('eval', '--spectrum', 'white:dim=3', ...words)).out).not.toContain('±')
  })

  it('are the third column of a curve, where they are known', async () => {
    const curve = ['curve', '--data', iris, '--label', 'label', '--design', 'dense(3)', '--from', '1', '--to', '50', '--points', '3']
    const lines = (await mmi(...curve, '--unit', 'bits')).out.trim().split('\n')
    expect(lines[0]).toBe('budget,mmi_bits,standard_error_bits')
    const { standardErrors, standardErrorBasis } = await json(...curve)
    expect(lines.slice(1).map(line => Number(line.split(',')[2]))).toEqual(standardErrors.map((value: number) => value / Math.LN2))
    expect(standardErrorBasis).toBe('rows')
    expect((await mmi('curve', '--spectrum', 'white:dim=3', '--design', 'dense(3)', '--points', '2')).out).toMatch(/^budget,mmi_nats\n/)
  })

  it('come from the rows of a moments file that holds them, and else suppose Gaussian data', async () => {
    const direct = await json('eval', '--data', iris, '--label', 'label', ...words)
    const [all, some, none] = ['all', 'some', 'none'].map(name => join(folder, `${name}.npz`)) as [string, string, string]
    expect((await mmi('moments', iris, '--label', 'label', '--rows', '1000', '-o', all)).out).toContain('150 of the rows kept')
    await mmi('moments', iris, '--label', 'label', '--rows', '40', '--seed', '3', '-o', some)
    await mmi('moments', iris, '--label', 'label', '-o', none)
    expect((await json('eval', '--moments', all, ...words))).toMatchObject({ mmi: direct.mmi, gaussian: direct.gaussian })
    const part = await json('eval', '--moments', some, ...words)
    expect(part.mmi.value).toBe(direct.mmi.value)
    expect(part.mmi.standardErrorBasis).toBe('rows')
    expect(part.mmi.standardError).not.toBe(direct.mmi.standardError)
    expect(await json('eval', '--moments', none, ...words)).toMatchObject({ mmi: { standardErrorBasis: 'gaussian' }, gaussian: null })
    expect((await mmi('eval', '--moments', none, ...words)).out).toContain('supposing Gaussian data')
    // all rows at hand are as good as a second pass over the CSV
    const ledoitWolf = ['--design', 'dense(3)', '--standardize', '--covariance', 'ledoit-wolf']
    expect((await json('eval', '--moments', all, ...ledoitWolf)).mmi.value).toBe((await json('eval', '--data', iris, '--label', 'label', ...ledoitWolf)).mmi.value)
    expect((await mmi('eval', '--moments', some, ...ledoitWolf)).err).toContain('COVARIANCE_NEEDS_ROWS')
  })
})

describe('rows in a moments file', () => {
  const half = (name: string, from: number, to: number): string => {
    const [header, ...lines] = readFileSync(iris, 'utf8').trim().split('\n')
    const file = join(folder, name)
    writeFileSync(file, `${[header, ...lines.slice(from, to)].join('\n')}\n`)
    return file
  }
  const output = (name: string): string => join(folder, name)
  const kept = async (...words: string[]): Promise<number> => (await json('moments', ...words)).rowsKept

  it('are kept by a merge when every part has them, and are then those of one reading', async () => {
    const [a, b] = [half('a.csv', 0, 70), half('b.csv', 70, 150)]
    expect(await kept(a, '--label', 'label', '--rows', '500', '-o', output('a.npz'))).toBe(70)
    expect(await kept(b, '--label', 'label', '--rows', '500', '-o', output('b.npz'))).toBe(80)
    expect(await kept(output('a.npz'), output('b.npz'), '-o', output('ab.npz'))).toBe(150)
    expect(await kept(iris, '--label', 'label', '--rows', '500', '-o', output('iris.npz'))).toBe(150)
    const [merged, whole] = await Promise.all(['ab.npz', 'iris.npz'].map(name => readMomentsFile(output(name))))
    expect(merged!.ok && merged!.value.sample).toEqual(whole!.ok && whole!.value.sample)
    expect(await kept(a, b, '--label', 'label', '--rows', '60', '-o', output('both.npz'))).toBe(60)
    expect(await kept(a, output('b.npz'), '--label', 'label', '-o', output('mixed.npz'))).toBe(0)
  })

  it('can be reduced and taken out again', async () => {
    await kept(iris, '--label', 'label', '--rows', '100', '-o', output('rows.npz'))
    expect(await kept(output('rows.npz'), '--rows', '30', '-o', output('fewer.npz'))).toBe(30)
    expect(await kept(output('rows.npz'), '-o', output('same.npz'))).toBe(100)
    expect(await kept(output('rows.npz'), '--rows', '0', '-o', output('none.npz'))).toBe(0)
    expect(readFileSync(output('none.npz')).includes('sample')).toBe(false)
  })

  it('cannot be asked for where a part holds none', async () => {
    await kept(iris, '--label', 'label', '-o', output('none.npz'))
    expect((await mmi('moments', output('none.npz'), '--rows', '10', '-o', output('x.npz'))).err).toMatch(/^mmi: USAGE: the moments file holds no rows to keep \(.*none\.npz\)/)
    for (const [option, value] of [['rows', '1'], ['rows', '2.5'], ['rows', '-3'], ['seed', '1.5'], ['seed', '-1']] as const) {
      expect(await mmi('moments', iris, '-o', output('x.npz'), `--${option}`, value)).toMatchObject({ status: 2, err: expect.stringContaining(`--${option} is`) })
    }
  })
})
