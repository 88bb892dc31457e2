/** When newer versions may be asked for, where, and what an answer means. Without a wish of the owner nothing is asked. */
import { z } from 'zod'
import type { UpdateReport, UpdateSettings } from '../../core/api/bridge'
import { mayOpenExternally } from './trust'

/** What an administrator lays down for all users of a computer. */
export const policySchema = z.looseObject({ updateCheck: z.boolean().optional() })
export type Policy = Readonly<z.infer<typeof policySchema>>

/** Where the policy file stands. */
export function policyFile(platform: NodeJS.Platform, programData: string | undefined): string {
  switch (platform) {
    case 'win32': return `${programData ?? 'C:\\ProgramData'}\\MMI Workbench\\policy.json`
    case 'darwin': return '/Library/Application Support/MMI Workbench/policy.json'
    default: return '/etc/mmi-workbench/policy.json'
  }
}

/** A wish with what stands against it. @param environment value of MMI_NO_UPDATE_CHECK; anything but empty or 0 forbids */
export function updateSettings(wish: { readonly wanted: boolean; readonly url: string }, environment: string | undefined, policy: Policy): UpdateSettings {
  const forbiddenBy = environment !== undefined && environment !== '' && environment !== '0' ? 'environment' : policy.updateCheck === false ? 'policy' : null
  return { ...wish, forbiddenBy }
}

/** An address that may be asked: https, without a name and password in it. */
export function isUpdateAddress(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}

/** The address to ask, null when nothing may be asked. */
export function addressToAsk({ wanted, url, forbiddenBy }: UpdateSettings): string | null {
  return wanted && forbiddenBy === null && isUpdateAddress(url) ? url : null
}

const versionPattern = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/
const answerSchema = z.looseObject({ version: z.string().regex(versionPattern), page: z.string().max(2000).optional() })

/** Whether one version of three numbers comes after another. */
export function isNewer(version: string, than: string): boolean {
  const parts = (text: string): readonly number[] => text.split('.').map(Number)
  const [one, other] = [parts(version), parts(than)]
  const different = one.findIndex((part, index) => part !== other[index])
  return different !== -1 && (one[different] ?? 0) > (other[different] ?? 0)
}

/** What the answer of the address says. @param present version of this program */
export function readAnswer(text: string, present: string): UpdateReport {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'failed', why: 'the answer is not JSON' }
  }
  const answer = answerSchema.safeParse(json)
  if (!answer.success) return { kind: 'failed', why: 'the answer names no version' }
  const { version, page } = answer.data
  if (!isNewer(version, present)) return { kind: 'current' }
  return { kind: 'newer', version, page: page !== undefined && mayOpenExternally(page) ? page : null }
}

const day = 24 * 60 * 60 * 1000

/** At most once a day without being told to. @param last time of the last check in ms, null: never */
export function isDue(last: number | null, now: number): boolean {
  return last === null || last > now || now - last >= day
}
