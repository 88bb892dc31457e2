import { describe, expect, it } from 'vitest'
import { addressToAsk, isDue, isNewer, isUpdateAddress, policyFile, readAnswer, updateSettings } from '../../../app/main/updateRules'

const url = 'https://updates.example/latest.json'
const asked = (wanted: boolean, environment?: string, policy: { updateCheck?: boolean } = {}, address = url): string | null =>
  addressToAsk(updateSettings({ wanted, url: address }, environment, policy))

describe('newer versions', () => {
  it('are asked for only when the owner wants it and nothing forbids it', () => {
    expect(asked(true)).toBe(url)
    expect(asked(true, '')).toBe(url)
    expect(asked(true, '0')).toBe(url)
    expect(asked(true, undefined, { updateCheck: true })).toBe(url)
    expect(asked(false)).toBeNull()
    expect(asked(true, '1')).toBeNull()
    expect(asked(true, undefined, { updateCheck: false })).toBeNull()
    expect(asked(false, undefined, { updateCheck: true })).toBeNull()
  })

  it('say what forbids them, the environment before the policy', () => {
    expect(updateSettings({ wanted: true, url }, '1', { updateCheck: false }).forbiddenBy).toBe('environment')
    expect(updateSettings({ wanted: true, url }, undefined, { updateCheck: false }).forbiddenBy).toBe('policy')
    expect(updateSettings({ wanted: true, url }, undefined, {}).forbiddenBy).toBeNull()
  })

  it.each(['http://updates.example/', 'https://user:word@updates.example/', 'file:///etc/passwd', 'updates.example', 'javascript:alert(1)', ''])('are never asked of %s', address => {
    expect(isUpdateAddress(address)).toBe(false)
    expect(asked(true, undefined, {}, address)).toBeNull()
  })

  it('are told apart number by number, not letter by letter', () => {
    expect(isNewer('0.10.0', '0.9.9')).toBe(true)
    expect(isNewer('1.0.0', '0.9.9')).toBe(true)
    expect(isNewer('0.9.9', '0.10.0')).toBe(false)
    expect(isNewer('1.2.3', '1.2.3')).toBe(false)
    expect(isNewer('1.2.3', '1.3.0')).toBe(false)
  })

  it('come from an answer that is checked', () => {
    expect(readAnswer('{"version":"0.2.0","page":"https://github.com/x/y/releases"}', '0.1.0')).toEqual({ kind: 'newer', version: '0.2.0', page: 'https://github.com/x/y/releases' })
    expect(readAnswer('{"version":"0.1.0"}', '0.1.0')).toEqual({ kind: 'current' })
    // a page that this program would not open is not shown either
    expect(readAnswer('{"version":"0.2.0","page":"https://evil.example/"}', '0.1.0')).toEqual({ kind: 'newer', version: '0.2.0', page: null })
    for (const text of ['', '<html>', '{}', '{"version":"next"}', '{"version":"1.2"}', '{"version":"99999999.0.0"}']) expect(readAnswer(text, '0.1.0')).toMatchObject({ kind: 'failed' })
  })

  it('are asked for once a day, and again when the clock was set back', () => {
    const hour = 3_600_000
    expect(isDue(null, 0)).toBe(true)
    expect([isDue(0, 23 * hour), isDue(0, 24 * hour), isDue(50 * hour, 0)]).toEqual([false, true, true])
  })

  it('have a policy file where each system keeps such files', () => {
    expect(policyFile('linux', undefined)).toBe('/etc/mmi-workbench/policy.json')
    expect(policyFile('win32', 'D:\\Data')).toBe('D:\\Data\\MMI Workbench\\policy.json')
    expect(policyFile('darwin', undefined)).toBe('/Library/Application Support/MMI Workbench/policy.json')
  })
})
