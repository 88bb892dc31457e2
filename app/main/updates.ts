/** Asks for newer versions, only where the owner has switched it on: the one place of the program that uses the network. */
import { readFile } from 'node:fs/promises'
import { net } from 'electron'
import type { UpdateReport, UpdateSettings } from '../../core/api/bridge'
import type { Log } from './log'
import type { Settings } from './settings'
import { addressToAsk, isDue, policyFile, policySchema, readAnswer, updateSettings, type Policy } from './updateRules'

export interface Updates {
  settings(): UpdateSettings
  change(wish: { readonly wanted: boolean; readonly url: string }): UpdateSettings
  check(): Promise<UpdateReport>
  /** A newer version, looked for at most once a day; null: none, or not asked. */
  checkAtStart(): Promise<UpdateReport | null>
}

const patience = 10_000
const longestAnswer = 100_000

/** Reads the policy of this computer. */
export async function createUpdates(settings: Settings, log: Log): Promise<Updates> {
  const policy = await readPolicy(policyFile(process.platform, process.env['ProgramData']), log)
  const current = (): UpdateSettings => updateSettings(settings.current.updates, process.env['MMI_NO_UPDATE_CHECK'], policy)
  const check = async (): Promise<UpdateReport> => {
    const url = addressToAsk(current())
    if (url === null) return { kind: 'off' }
    settings.change({ lastUpdateCheck: Date.now() })
    try {
      return readAnswer(await fetchText(url), __APP_VERSION__)
    } catch (error) {
      log.warn('the update check failed', error)
      return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
    }
  }
  return {
    settings: current,
    change(wish) {
      settings.change({ updates: wish })
      return current()
    },
    check,
    async checkAtStart() {
      if (addressToAsk(current()) === null || !isDue(settings.current.lastUpdateCheck, Date.now())) return null
      const report = await check()
      return report.kind === 'newer' ? report : null
    }
  }
}

/** A policy that cannot be read was meant by somebody: then nothing is asked. */
async function readPolicy(path: string, log: Log): Promise<Policy> {
  try {
    return policySchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return {}
    log.warn('the policy file cannot be read, so updates are not asked for', error)
    return { updateCheck: false }
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await net.fetch(url, { redirect: 'error', credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(patience) })
  if (!response.ok) throw new Error(`the address answered with status ${response.status}`)
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength > longestAnswer) throw new Error('the answer is too long')
  return new TextDecoder().decode(bytes)
}
