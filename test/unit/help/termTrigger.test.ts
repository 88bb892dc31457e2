import { describe, expect, it } from 'vitest'
import { explainName } from '../../../renderer/help/termTrigger'

describe('the name of a word that explains itself', () => {
  it('holds the word as it is seen, small at its beginning', () => {
    expect(explainName('Budget F')).toBe('Explain budget F')
    expect(explainName('bottleneck')).toBe('Explain bottleneck')
  })

  it('leaves abbreviations and symbols alone', () => {
    expect(explainName('MMI(F)')).toBe('Explain MMI(F)')
    expect(explainName('η')).toBe('Explain η')
    expect(explainName('J = I(X;Y)')).toBe('Explain J = I(X;Y)')
  })
})
