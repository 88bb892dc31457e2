import { describe, expect, it } from 'vitest'
import { developmentPolicy, productionPolicy } from '../../../app/main/csp'
import { isOurPage, mayOpenExternally } from '../../../app/main/trust'

describe('isOurPage', () => {
  it.each(['app://workbench/', 'app://workbench/index.html', 'app://workbench/#part'])('believes %s', url => {
    expect(isOurPage(url, null)).toBe(true)
  })

  it.each([
    'app://workbench.evil/', 'app://workbench@evil/', 'app://user@workbench/', 'app://workbench:80/', 'app://elsewhere/', 'file:///app/index.html',
    'https://workbench/', 'data:text/html,app://workbench/', 'about:blank', '', 'workbench', 'http://localhost:5173/'
  ])('does not believe %s', url => {
    expect(isOurPage(url, null)).toBe(false)
  })

  it('believes the development server only when there is one, by its whole origin', () => {
    expect(isOurPage('http://localhost:5173/index.html', 'http://localhost:5173')).toBe(true)
    expect(isOurPage('http://localhost:51730/', 'http://localhost:5173')).toBe(false)
    expect(isOurPage('http://localhost:5173.evil.example/', 'http://localhost:5173')).toBe(false)
    expect(isOurPage('https://localhost:5173/', 'http://localhost:5173')).toBe(false)
  })
})

describe('mayOpenExternally', () => {
  it('opens https pages of known sites', () => {
    expect(mayOpenExternally('https://arxiv.org/abs/1')).toBe(true)
  })

  it.each(['http://arxiv.org/', 'https://arxiv.org.evil.example/', 'https://arxiv.org@evil.example/', 'https://user:word@arxiv.org/', 'https://arxiv.org:8443/', 'file:///etc/passwd', 'javascript:alert(1)', 'arxiv.org'])(
    'does not open %s', url => expect(mayOpenExternally(url)).toBe(false))
})

describe('the policies', () => {
  it('allow no inline script, no eval and no foreign host in the shipped app', () => {
    const policy = productionPolicy('abc')
    expect(policy).toContain("style-src 'self' 'nonce-abc'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
    expect(policy.replace("style-src-attr 'unsafe-inline'", '')).not.toContain('unsafe-inline')
  })

  it('let the development page talk to its own server only', () => {
    expect(developmentPolicy('http://localhost:5173/')).toContain("connect-src 'self' ws://localhost:5173")
  })
})
