/** Files that main allows core to touch, under the opaque ids that windows know them by. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { failure, success, type Result } from '../api/problem'

export interface Grant {
  readonly path: string
  /** `write` allows reading too: a project is opened and saved under one grant. */
  readonly mode: 'read' | 'write'
}

/** What main posts; anything else is ignored. */
export const grantMessageSchema = z.looseObject({
  type: z.literal('grant'),
  id: z.string().min(1),
  path: z.string().min(1),
  mode: z.enum(['read', 'write'])
})

export class Grants {
  readonly #grants = new Map<string, Grant>()

  add(id: string, grant: Grant): void {
    this.#grants.set(id, grant)
  }

  /** A grant that core makes itself: the CSV found beside a project. */
  addFound(path: string): string {
    const id = `found-${randomUUID()}`
    this.#grants.set(id, { path, mode: 'read' })
    return id
  }

  pathFor(id: string, use: 'read' | 'write'): Result<string> {
    const grant = this.#grants.get(id)
    if (grant && (grant.mode === 'write' || use === 'read')) return success(grant.path)
    return failure({
      code: 'GRANT_UNKNOWN',
      what: `this window holds no permission to ${use} that file`,
      meaning: 'nothing was opened or written',
      action: 'choose the file again'
    })
  }
}
