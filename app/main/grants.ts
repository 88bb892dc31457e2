/** Files that core may open, under ids that tell the renderer nothing: only main knows which path an id stands for. */
import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { z } from 'zod'
import type { FileGrant } from '../../core/api/bridge'
import { ProblemError } from '../../core/api/problem'
import type { CoreProcess } from './coreProcess'

/** `write` includes reading. */
export type GrantMode = 'read' | 'write'

interface Grant {
  readonly id: string
  readonly path: string
  readonly mode: GrantMode
  readonly kind: FileGrant['kind']
}

export interface Grants {
  /** Tells core of a file and resolves once core has acknowledged it. Rejects when core does not answer. */
  grant(path: string, kind: FileGrant['kind'], mode: GrantMode): Promise<FileGrant>
  /** The path behind an id, null when it was never given out. */
  pathOf(id: string): string | null
}

const acknowledgementSchema = z.object({ type: z.literal('granted'), id: z.string() })

/** Long enough for core to be restarted once. */
const patience = 15_000

/** The grants of this run; core learns all of them again when it is restarted. */
export function createGrants(core: Pick<CoreProcess, 'post' | 'onStarted' | 'onMessage'>): Grants {
  const grants = new Map<string, Grant>()
  const waiting = new Map<string, () => void>()
  const post = (grant: Grant): void => core.post({ type: 'grant', ...grant })

  core.onStarted(() => grants.forEach(post))
  core.onMessage(message => {
    const acknowledgement = acknowledgementSchema.safeParse(message)
    if (acknowledgement.success) waiting.get(acknowledgement.data.id)?.()
  })

  const acknowledged = (grant: Grant): Promise<void> => new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      waiting.delete(grant.id)
      reject(new ProblemError(coreSilent))
    }, patience)
    waiting.set(grant.id, () => {
      clearTimeout(timer)
      waiting.delete(grant.id)
      resolve()
    })
    post(grant)
  })

  return {
    async grant(path, kind, mode) {
      const grant: Grant = { id: randomUUID(), path, mode, kind }
      grants.set(grant.id, grant)
      await acknowledged(grant)
      return { id: grant.id, name: basename(path), kind }
    },
    pathOf: id => grants.get(id)?.path ?? null
  }
}

const coreSilent = {
  code: 'CORE_STOPPED',
  what: 'the computing process does not answer',
  meaning: 'the file was not opened',
  action: 'try again, and restart the program if it happens again'
} as const
