import { describe, expect, it } from 'vitest'
import { createPinia } from 'pinia'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import type { Certificate } from '../../../core/api/model'
import CertificatePanel from '../../../renderer/inspector/CertificatePanel.vue'
import { certificateGap, gapInWords, gapText } from '../../../renderer/inspector/certificateWords'
import { textOf } from './rendered'

const certificate: Certificate = { achieved: 9.799, bound: 9.801, status: 'upper-bound', starts: 8, trained: 9.799, constructed: null, seed: 1 }

describe('the gap of a certificate', () => {
  it('is attained up to rounding, tight within one per cent, else loose', () => {
    const verdict = (achieved: number, bound = 10): string => certificateGap({ achieved, bound }).verdict
    expect([verdict(10), verdict(10 - 1e-9), verdict(9.99), verdict(9.91), verdict(9.8), verdict(10.1), verdict(0, 0)]).toEqual(['attained', 'attained', 'tight', 'tight', 'loose', 'passed', 'attained'])
  })

  it('is told in the unit shown and as a share', () => {
    expect(gapText(certificateGap(certificate), 'nats')).toBe('0.0020 nat, 0.020 %')
    expect(gapText(certificateGap({ achieved: 0, bound: 2 * Math.LN2 }), 'bits')).toBe('2.0 bit, 100 %')
    expect(gapText(certificateGap({ achieved: 11, bound: 10 }), 'nats')).toBe('1.0 nat, 10 %')
    expect(gapText(certificateGap({ achieved: 10, bound: 10 }), 'nats')).toBe('none')
  })

  it('blames training only where the bound is exact', () => {
    expect(gapInWords({ ...certificate, achieved: 5, status: 'exact' })).toContain('training did not find them')
    expect(gapInWords({ ...certificate, achieved: 5 })).toContain('it may be loose')
    expect(gapInWords({ ...certificate, achieved: 11, status: 'approximation' })).toContain('too low')
  })
})

type PanelProps = InstanceType<typeof CertificatePanel>['$props']
const htmlOf = (changes: Partial<PanelProps>): Promise<string> =>
  renderToString(createSSRApp(CertificatePanel, { certificate, state: 'done', progress: null, best: null, problem: null, unit: 'nats', ...changes }).use(createPinia()))

describe('the certificate panel', () => {
  it('shows achieved, bound and gap, and what the gap means', async () => {
    const html = await htmlOf({})
    const text = textOf(html)
    for (const part of ['Achieved 9.799 nat', 'Bound 9.801 nat', 'Gap 0.0020 nat, 0.020 %', 'within one per cent', 'Certify again', 'Random starts 8']) expect(text).toContain(part)
    expect(text).not.toContain('Constructed')
    expect(html).toContain('aria-label="Achieved 9.799 nat, at most the MMI, at most the bound 9.801 nat"')
  })

  it('fills the picture to the share that is achieved', async () => {
    for (const [achieved, bound, width] of [[5, 10, 50], [10, 10, 100], [12, 10, 83.33], [0, 0, 100]] as const) {
      const [, drawn] = /width:([\d.]+)%/.exec(await htmlOf({ certificate: { ...certificate, achieved, bound } })) ?? []
      expect(Number(drawn)).toBeCloseTo(width, 1)
    }
  })

  it('tells the best so far while it runs, and keeps the last certificate', async () => {
    const html = await htmlOf({ state: 'running', progress: 0.6, best: 9.5 })
    expect(html).toContain('value="0.6"')
    for (const part of ['Training … best 9.500 nat', 'Cancel', 'Achieved 9.799 nat']) expect(textOf(html)).toContain(part)
    expect(textOf(html)).not.toContain('Certify')
  })

  it('says what it would do before there is one, and that one is out of date', async () => {
    expect(textOf(await htmlOf({ certificate: null, state: 'idle' }))).toMatch(/Train the diagram’s weights .* Certify$/)
    expect(textOf(await htmlOf({ certificate: null, state: 'idle', possible: false }))).toMatch(/That needs data and a layer\.$/)
    expect(textOf(await htmlOf({ state: 'stale' }))).toContain('out of date')
  })

  it('calls it passed, not a gap, where weights exceed an approximation', async () => {
    const text = textOf(await htmlOf({ certificate: { ...certificate, achieved: 10.8, status: 'approximation' } }))
    for (const part of ['Bound approximation', 'Passed by 1.0 nat, 10 %']) expect(text).toContain(part)
  })
})
