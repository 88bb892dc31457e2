/** What the program remembers of its owner's choices. */
import { z } from 'zod'
import { themes } from '../../core/api/bridge'
import { jsonFile } from './jsonFile'
import type { Log } from './log'

const settingsSchema = z.object({
  theme: z.enum(themes).catch('system'),
  /** Where the file dialogs open; null before the first choice. */
  lastFolder: z.string().nullable().catch(null),
  /** 1 is the usual size. */
  zoom: z.number().min(0.5).max(3).catch(1),
  /** The tour was offered at the first start. */
  tourOffered: z.boolean().catch(false),
  /** Nothing is asked of the network unless this says so. */
  updates: z.object({ wanted: z.boolean(), url: z.string() }).catch({ wanted: false, url: '' }),
  /** In ms since 1970; null: never. */
  lastUpdateCheck: z.number().nullable().catch(null)
})

export type StoredSettings = Readonly<z.infer<typeof settingsSchema>>

export interface Settings {
  readonly current: StoredSettings
  /** Changes some of them, in memory at once and on disk soon. */
  change(part: Partial<StoredSettings>): void
}

/** Reads `path`; settings that cannot be saved still hold until the program ends. */
export async function loadSettings(path: string, log: Log): Promise<Settings> {
  const file = jsonFile<StoredSettings>(path, settingsSchema, settingsSchema.parse({}))
  let current = await file.read()
  return {
    get current() {
      return current
    },
    change(part) {
      current = { ...current, ...part }
      file.write(current).catch((error: unknown) => log.warn('the settings could not be saved', error))
    }
  }
}
