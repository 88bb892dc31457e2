import { afterEach, describe, expect, it, vi } from 'vitest'
import { createGrants } from '../../../app/main/grants'
import { restartDelay } from '../../../app/main/restartDelay'

type Message = { readonly type: string; readonly id: string; readonly path: string; readonly mode: string; readonly kind: string }

/** A core that records what it is told and answers when the test wants it to. */
function recordingCore() {
  const posted: Message[] = []
  const started: (() => void)[] = []
  const listeners: ((message: unknown) => void)[] = []
  return {
    posted,
    start: () => started.forEach(listener => listener()),
    say: (message: unknown) => listeners.forEach(listener => listener(message)),
    core: {
      post: (message: unknown) => void posted.push(message as Message),
      onStarted: (listener: () => void) => void started.push(listener),
      onMessage: (listener: (message: unknown) => void) => void listeners.push(listener)
    }
  }
}

afterEach(() => void vi.useRealTimers())

describe('grants', () => {
  it('reach core, and are acknowledged, before anybody gets the id', async () => {
    const { core, posted, say } = recordingCore()
    const grants = createGrants(core)
    let given: unknown
    const granting = grants.grant('/data/table.csv', 'csv', 'read').then(grant => { given = grant })
    await Promise.resolve()
    expect(posted).toEqual([{ type: 'grant', id: expect.any(String), path: '/data/table.csv', mode: 'read', kind: 'csv' }])
    expect(given).toBeUndefined()
    say(null)
    say({ type: 'granted', id: 'another' })
    await Promise.resolve()
    expect(given).toBeUndefined()
    say({ type: 'granted', id: posted[0]?.id })
    await granting
    expect(given).toEqual({ id: posted[0]?.id, name: 'table.csv', kind: 'csv' })
    expect(JSON.stringify(given)).not.toContain('/data')
  })

  it('are replayed to a new core, the unanswered ones included', async () => {
    const { core, posted, say, start } = recordingCore()
    const grants = createGrants(core)
    const first = grants.grant('/a.csv', 'csv', 'read')
    say({ type: 'granted', id: posted[0]?.id })
    await first
    const second = grants.grant('/b.mmiproj', 'project', 'write')
    start()
    expect(posted.map(({ path }) => path)).toEqual(['/a.csv', '/b.mmiproj', '/a.csv', '/b.mmiproj'])
    say({ type: 'granted', id: posted[3]?.id })
    expect((await second).name).toBe('b.mmiproj')
    expect(grants.pathOf((await second).id)).toBe('/b.mmiproj')
    expect(grants.pathOf('made-up')).toBeNull()
  })

  it('fail in words when core stays silent', async () => {
    vi.useFakeTimers()
    const grants = createGrants(recordingCore().core)
    const refused = expect(grants.grant('/a.csv', 'csv', 'read')).rejects.toThrow(/CORE_STOPPED/)
    await vi.advanceTimersByTimeAsync(20_000)
    await refused
  })
})

describe('restartDelay', () => {
  it('is nothing for the first two deaths, then grows', () => {
    expect([[0], [0, 10], [0, 10, 20], [0, 10, 20, 1020], [0, 10, 20, 1020, 3020]].map(deaths => restartDelay(deaths, deaths.at(-1) ?? 0))).toEqual([0, 0, 1000, 2000, 4000])
  })

  it('forgets deaths after ten seconds', () => {
    expect(restartDelay([0, 10, 20, 60_000], 60_000)).toBe(0)
  })
})
