import { describe, expect, it } from 'vitest'
import { createPinia } from 'pinia'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { defaultTargetOptions } from '../../../core/api/target'
import TargetPanel from '../../../renderer/inspector/TargetPanel.vue'
import { above, digitsAnalysis, inside, noSignalAnalysis, openAnalysis, unlearnableAnalysis, vacuousAnalysis } from './analyses'
import { textOf } from './rendered'

type PanelProps = InstanceType<typeof TargetPanel>['$props']

const ready: PanelProps = { analysis: digitsAnalysis, verdict: above, options: defaultTargetOptions, unit: 'nats', state: 'ready', progress: null, problem: null, leafName: 'dense 8' }
const htmlOf = (changes: Partial<PanelProps>): Promise<string> => renderToString(createSSRApp(TargetPanel, { ...ready, ...changes }).use(createPinia()))
const shown = async (changes: Partial<PanelProps>): Promise<string> => textOf(await htmlOf(changes))

describe('the target panel', () => {
  it('shows the interval, its uncertainty and what it rests on, each number with its origin', async () => {
    const text = await shown({})
    for (const part of ['Interval 2.081 – 13.04 nat', 'Surely 2.139 – 12.71', 'Possibly 2.024 – 13.37', 'I(X;Y) LDA 2.050 ± 0.020 nat', 'η paper 0.9850 ± 0.0021', 'δ bootstrap 0.06100', 'log m 7.494 nat']) expect(text).toContain(part)
  })

  it('shows information in the unit of the project, constants as they are', async () => {
    const text = await shown({ unit: 'bits' })
    for (const part of ['Interval 3.002 – 18.81 bit', 'I(X;Y) LDA 2.958 ± 0.029 bit', 'η paper 0.9850']) expect(text).toContain(part)
  })

  it('gives its verdict as mark and word, in green only when inside', async () => {
    expect(await shown({})).toContain('Verdict ▲ above by 0.900 nat')
    expect(await htmlOf({})).toMatch(/<dd class="above verdict"/)
    expect(await shown({ verdict: inside })).toContain('Verdict ✓ inside, 3.24 nat to spare')
    expect(await htmlOf({ verdict: inside })).toMatch(/<dd class="inside verdict"/)
    expect(await shown({ verdict: null })).not.toContain('Verdict')
  })

  it('offers the width and the budget that bring the design to the upper end, where there are any', async () => {
    expect(await shown({})).toMatch(/Set dense 8 → 7 Set F → 41\.02/)
    expect(await shown({ verdict: { ...above, budget: null } })).not.toContain('Set F')
    expect(await shown({ leafName: null })).not.toContain('→ 7')
    expect(await shown({ verdict: inside })).not.toContain('Set ')
    // Advice from numbers that are out of date would miss.
    expect(await shown({ state: 'stale' })).not.toContain('Set ')
  })

  it('says for every other state why there is no interval, and how many rows would help', async () => {
    const vacuous = await shown({ analysis: vacuousAnalysis, verdict: null })
    for (const part of ['Interval none', 'Lower end 0.7074 nat', 'Rows needed 993', 'With 500 rows nothing is guaranteed.']) expect(vacuous).toContain(part)
    const unlearnable = await shown({ analysis: unlearnableAnalysis, verdict: null })
    for (const part of ['Interval none', 'Rows to learn at all 270', 'Rows for an interval 4,312', 'Every nat kept costs more than it carries.']) expect(unlearnable).toContain(part)
    expect(unlearnable).not.toContain('Lower end')
    expect(await shown({ analysis: noSignalAnalysis, verdict: null })).toContain('Permuted labels do as well (p = 0.41).')
    const open = await shown({ analysis: openAnalysis, verdict: null })
    for (const part of ['Interval from 0.7074 nat', 'Possibly from 0.6600', 'δ = 0: nothing is lost in learning.']) expect(open).toContain(part)
  })

  it('says that nothing is surely inside when the uncertainty leaves nothing', async () => {
    expect(await shown({ analysis: { ...digitsAnalysis, inner: null } })).toContain('Surely nothing')
  })

  it('tells how every number was got, those that were not used too', async () => {
    const text = await shown({})
    for (const part of [
      'How it was got · 1 note', 'Estimator cross-fitted LDA', 'Label entropy 2.302 nat', 'At most log tr B 2.217 nat, holds', 'ρ m 0.9850', 'η KL 0.9712', 'ρ linear 0.9480', 'ρ plug-in 0.9881', 'p of no dependence 0.0050',
      'paper’s rate 0.04390', 'bootstrap 0.06100', 'm′ 1.00', 'm′ by the bootstrap 1.93', 'Rows 1,797', 'Classes 10', 'Classifier LDA', 'Folds 5', 'Seed 1', '3 columns have no variance within a class and were left out.'
    ]) expect(text).toContain(part)
  })

  it('leaves out what values that were given do not have', async () => {
    const given = {
      ...digitsAnalysis, informationXY: { value: 2, standardError: 0, estimator: 'given', upperCheck: null }, classifier: null, folds: null,
      eta: { ...digitsAnalysis.eta, variant: 'manual' as const, maximalCorrelation: null, contraction: null, linear: null, plugIn: null, pValue: null, standardError: 0 }, delta: { ...digitsAnalysis.delta, bootstrap: null, impliedMPrime: null, origin: 'given' as const }
    }
    const text = await shown({ analysis: given })
    for (const part of ['I(X;Y) given 2.000 nat', 'η given 0.9850', 'δ given 0.06100']) expect(text).toContain(part)
    for (const part of ['log tr B', 'KL', 'p of no dependence', 'Folds 5', '±']) expect(text).not.toContain(part)
  })

  it('leads on before there is an interval', async () => {
    const nothing = { analysis: null, verdict: null }
    expect(await shown({ ...nothing, state: 'no-data' })).toContain('once there are data with a label')
    expect(await shown({ ...nothing, state: 'no-label' })).toContain('Choose a label…')
    // a modelled spectrum has no columns to choose from
    expect(await shown({ ...nothing, state: 'no-label', canLabel: false })).toMatch(/needs a CSV with one\.$/)
    expect(await shown({ ...nothing, state: 'idle' })).toContain('Compute the interval')
    const running = await htmlOf({ ...nothing, state: 'computing', progress: 0.4 })
    expect(running).toContain('value="0.4"')
    expect(textOf(running)).toContain('Estimating … Cancel')
    expect(await htmlOf({ ...nothing, state: 'computing' })).toMatch(/<progress(?![^>]*value)/)
  })

  it('keeps the last numbers while they are out of date, and says so', async () => {
    const text = await shown({ state: 'stale' })
    for (const part of ['out of date', 'Interval 2.081 – 13.04 nat', 'Compute again']) expect(text).toContain(part)
    const saved = await shown({ state: 'saved' })
    expect(saved).toContain('from the saved run')
    expect(saved).not.toContain('Compute')
  })

  it('says what went wrong in three parts', async () => {
    const text = await shown({ problem: { code: 'NUMERICAL_FAILURE', what: 'the classifier could not be fitted', meaning: 'there is no interval', action: 'choose another classifier' }, analysis: null, verdict: null, state: 'idle' })
    expect(text).toContain('The classifier could not be fitted. There is no interval. Choose another classifier. NUMERICAL_FAILURE')
  })

  it('asks for a value exactly where one is to be given', async () => {
    expect(await shown({})).not.toContain('η is')
    const manual = { ...defaultTargetOptions, eta: { kind: 'manual', value: 0.9 } as const, information: { kind: 'manual', value: 2 } as const, delta: { kind: 'manual', value: 0.05 } as const }
    const text = await shown({ options: manual })
    for (const part of ['η is', 'I(X;Y) is nat', 'δ is']) expect(text).toContain(part)
    expect(text).not.toContain('m′ Deterministic')
    const stated = await htmlOf({ options: { ...manual, deterministicLabels: true } })
    expect(textOf(stated)).not.toContain('η is')
    expect(stated.match(/<button[^>]*\bdisabled/g)).toHaveLength(2)
  })
})
