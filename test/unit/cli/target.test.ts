import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mmi, mmiJson as json } from '../../support/commandLine'
import { referenceFolder } from '../../support/reference'

const iris = resolve(referenceFolder, 'iris.csv')
const gaussians = resolve(referenceFolder, 'three_gaussians.csv')
let folder: string

beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'mmi-target-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ofIris = ['target', '--data', iris, '--label', 'label']

describe('mmi target without data', () => {
  it('answers the worked example of the specification to its four digits', async () => {
    const words = (delta: number, rows: number) => ['target', '--information', '0.57108', '--eta', '0.80725', '--delta', String(delta), '--classes', '3', '--rows', String(rows)]
    const first = await json(...words(Math.sqrt((3 * Math.LN2) / 3000), 1500))
    expect(first).toMatchObject({ state: 'ok', unit: 'nats', rowsNeeded: null, verdict: null, eta: { variant: 'manual', standardError: 0, pValue: null }, informationXY: { estimator: 'given', standardError: 0 } })
    expect(first.interval.lower).toBeCloseTo(0.7074, 4)
    expect(first.interval.upper).toBeCloseTo(6.2218, 4)
    expect(first.interval.half).toBeCloseTo(3.4646, 4)
    expect(first.peak).toBeCloseTo(0.2904, 4)
    const vacuous = await json(...words(Math.sqrt((3 * 4 * Math.LN2) / 1000), 500))
    expect(vacuous).toMatchObject({ state: 'vacuous', interval: { upper: null, recommended: null, half: null } })
    expect(vacuous.rowsNeeded).toBe(993)
  })

  it('has an open interval for δ = 0, and no infinities', async () => {
    const { state, interval } = await json('target', '--information', '0.5', '--eta', '1', '--delta', '0', '--classes', '2', '--rows', '100')
    expect({ state, interval }).toEqual({ state: 'open', interval: { lower: 0.5, upper: null, recommended: null, half: null } })
  })

  it('judges a design on a modelled spectrum', async () => {
    const { verdict } = await json('target', '--spectrum', 'power:exponent=1,dim=20', '--design', 'dense(8)', '--information', '0.57108', '--eta', '0.80725', '--delta', '0.02633', '--classes', '3', '--rows', '1500', '--budget', '1000')
    expect(verdict.position).toBe('above')
    const before = await json('eval', '--spectrum', 'power:exponent=1,dim=20', '--design', `dense(${verdict.width})`, '--budget', '1000')
    expect(before.mmi.value).toBeLessThanOrEqual(verdict.mmi + verdict.distance)
    const exact = await json('eval', '--spectrum', 'power:exponent=1,dim=20', '--design', 'dense(8)', '--budget', String(verdict.budget))
    expect(exact.mmi.value).toBeCloseTo(verdict.mmi + verdict.distance, 9)
  })
})

describe('a vacuous interval', () => {
  it('judges no design: its lower end guarantees nothing', async () => {
    const vacuous = ['--information', '0.57108', '--eta', '0.80725', '--delta', String(Math.sqrt((3 * 4 * Math.LN2) / 1000)), '--classes', '3', '--rows', '500']
    const { state, interval, verdict } = await json('target', '--spectrum', 'power:exponent=1,dim=20', '--design', 'dense(8)', '--budget', '1000', ...vacuous)
    expect([state, interval.lower > 0, verdict]).toEqual(['vacuous', true, null])
  })
})

describe('mmi target on labelled rows', () => {
  it('prints the keys of the contract, and the same numbers each time', async () => {
    const first = await json(...ofIris, '--design', 'dense(2)', '--budget', '1')
    expect(Object.keys(first)).toEqual(expect.arrayContaining(['state', 'reason', 'rowsNeeded', 'unit', 'interval', 'informationXY', 'labelEntropy', 'eta', 'delta', 'rows', 'classes', 'verdict']))
    expect(Object.keys(first.interval)).toEqual(['lower', 'upper', 'recommended', 'half'])
    expect(first).toMatchObject({ rows: 150, classes: ['setosa', 'versicolor', 'virginica'], classifier: 'lda', seed: 1, eta: { variant: 'paper' } })
    // one nat of budget on four inputs cannot carry J/η = 1.04
    expect(first.verdict).toMatchObject({ position: 'below', leaf: [0] })
    expect(await json(...ofIris, '--design', 'dense(2)', '--budget', '1')).toEqual(first)
    const other = await json(...ofIris, '--seed', '2')
    expect(other.informationXY.value).not.toBe(first.informationXY.value)
  })

  it('takes every input from the user where it is given', async () => {
    const result = await json(...ofIris, '--eta', '0.5', '--delta', '0.01', '--information', '0.4')
    expect(result.interval.lower).toBeCloseTo(0.8, 12)
    expect(result).toMatchObject({ eta: { value: 0.5, variant: 'manual' }, delta: { value: 0.01, origin: 'given' }, informationXY: { value: 0.4, estimator: 'given', standardError: 0 } })
    const stated = await json(...ofIris, '--deterministic-labels')
    expect(stated).toMatchObject({ eta: { value: 1, variant: 'stated' }, informationXY: { estimator: 'stated' } })
    expect(stated.interval.lower).toBeCloseTo(Math.log(3), 12)
  })

  it('offers other estimators and classifiers', async () => {
    for (const information of ['posterior-entropy', 'ross', 'label-entropy']) expect((await json(...ofIris, '--information', information)).informationXY.estimator).toContain(information)
    for (const classifier of ['qda', 'knn']) expect(await json(...ofIris, '--classifier', classifier)).toMatchObject({ classifier })
    expect((await json(...ofIris, '--folds', '3')).folds).toBe(3)
  })

  it('converts amounts of information to bits, and neither η nor δ', async () => {
    const nats = await json(...ofIris, '--design', 'dense(2)')
    const bits = await json(...ofIris, '--design', 'dense(2)', '--unit', 'bits')
    for (const key of ['lower', 'upper', 'half'] as const) expect(bits.interval[key]).toBe(nats.interval[key] / Math.LN2)
    expect(bits.informationXY.value).toBe(nats.informationXY.value / Math.LN2)
    expect(bits.informationXY.standardError).toBe(nats.informationXY.standardError / Math.LN2)
    expect(bits.labelEntropy).toBe(nats.labelEntropy / Math.LN2)
    expect(bits.verdict.mmi).toBe(nats.verdict.mmi / Math.LN2)
    expect([bits.eta, bits.delta, bits.verdict.width]).toEqual([nats.eta, nats.delta, nats.verdict.width])
  })

  it('answers from a moments file with rows as from the CSV, and from a project as long as its CSV is beside it', async () => {
    const file = join(folder, 'rows.csv')
    copyFileSync(gaussians, file)
    const label = ['--label', 'label']
    const direct = await json('target', '--data', file, ...label)
    expect((await mmi('moments', file, ...label, '--rows', '5000', '-o', join(folder, 'all.npz'))).status).toBe(0)
    expect((await json('target', '--moments', join(folder, 'all.npz'))).interval).toEqual(direct.interval)
    const project = join(folder, 'work.mmiproj')
    expect((await mmi('new', project, '--data', file, ...label, '--design', 'dense(2)')).status).toBe(0)
    expect((await json('target', project)).interval).toEqual(direct.interval)
    rmSync(file)
    const alone = await mmi('target', project)
    expect(alone).toMatchObject({ status: 2, out: '' })
    expect(alone.err).toMatch(/^mmi: TARGET_NEEDS_ROWS: /)
  })

  it('says in words what it found', async () => {
    const { out, status } = await mmi(...ofIris, '--design', 'dense(2)')
    expect(status).toBe(0)
    for (const words of ['state       ok', 'I(X;Y)', 'cross-fitted-lda', 'ρ_m', 'verdict     above']) expect(out).toContain(words)
  })
})

describe('mmi target refuses', () => {
  const given = ['--information', '0.5', '--eta', '0.9', '--delta', '0.1', '--classes', '3', '--rows', '100']
  const without = (name: string) => given.filter((_, index) => given[index] !== name && given[index - 1] !== name)
  it.each([
    ['no data and nothing given', ['target'], 'USAGE'],
    ...['--information', '--eta', '--delta', '--classes', '--rows'].map(name => [`no data and no ${name}`, ['target', ...without(name)], 'USAGE']),
    ['an estimated η without data', ['target', ...without('--eta'), '--eta', 'paper'], 'USAGE'],
    ['η of 0', ['target', ...without('--eta'), '--eta', '0'], 'USAGE'],
    ['η above 1', ['target', ...without('--eta'), '--eta', '1.5'], 'USAGE'],
    ['δ above 1', ['target', ...without('--delta'), '--delta', '2'], 'USAGE'],
    ['negative information', ['target', ...without('--information'), '--information', '-1'], 'USAGE'],
    ['more information than the classes hold', ['target', ...without('--information'), '--information', '2'], 'TARGET_OPTION_INVALID'],
    ['a design without an input', ['target', ...given, '--design', 'dense(2)'], 'USAGE'],
    ['classes counted by hand beside data', [...ofIris, '--classes', '3'], 'USAGE'],
    ['an unknown classifier', [...ofIris, '--classifier', 'svm'], 'USAGE'],
    ['half a fold', [...ofIris, '--folds', '2.5'], 'USAGE'],
    ['m′ below 1', [...ofIris, '--m-prime', '0.5'], 'USAGE'],
    ['a negative seed', [...ofIris, '--seed', '-1'], 'USAGE'],
    ['data without a label', ['target', '--data', iris], 'TARGET_NEEDS_LABEL'],
    ['a spectrum without numbers', ['target', '--spectrum', 'white:dim=3'], 'USAGE'],
    ['a design that is none', [...ofIris, '--design', 'dense('], 'DESIGN_SYNTAX'],
    ['two operands', ['target', 'a.mmiproj', 'b.mmiproj'], 'USAGE']
  ] as [string, string[], string][])('%s', async (_, words, code) => {
    const { status, out, err } = await mmi(...words)
    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(new RegExp(`^mmi: ${code}: [^\n]+\n$`))
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('mmi eval --certify', () => {
  it('reaches the value where it is exact, and says how', async () => {
    const { mmi: answer, certificate } = await json('eval', '--data', iris, '--label', 'label', '--design', 'dense(3) -> dense(2)', '--certify')
    expect(answer.status).toBe('exact')
    expect(certificate).toMatchObject({ bound: answer.value, status: 'exact' })
    // the theory's own claim, checked on these data: the two agree to 1e-6
    expect(Math.abs(certificate.achieved / certificate.bound - 1)).toBeLessThan(1e-6)
    expect(certificate.starts).toBeGreaterThanOrEqual(1)
  })

  it('shows the gap of the known same-input example where the paper’s sum is a bound, in bits too', async () => {
    const words = ['eval', '--spectrum', 'power:exponent=1,dim=4', '--design', '(dense(2) | dense(2))', '--budget', '3', '--certify']
    const nats = await json(...words)
    expect(nats.certificate.achieved).toBeLessThanOrEqual(nats.mmi.value * (1 + 1e-9))
    expect(nats.blocks[0].sumRule).toBeGreaterThan(nats.certificate.achieved * 1.2)
    const bits = await json(...words, '--unit', 'bits')
    expect(bits.certificate.achieved).toBe(nats.certificate.achieved / Math.LN2)
  })
})
