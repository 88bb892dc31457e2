/** The line to the core process: calls, progress of jobs, and what happens when core dies. */
import { createBirpc, type BirpcReturn } from 'birpc'
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { CoreApi, CoreEvents, JobProgress } from '../../core/api/contract'
import { failure, type Problem } from '../../core/api/problem'

export type CoreState = 'connecting' | 'ready' | 'restarting'
type Answer<K extends keyof CoreApi> = Awaited<ReturnType<CoreApi[K]>>

interface Connection {
  readonly port: MessagePort
  readonly rpc: BirpcReturn<CoreApi, CoreEvents>
}

/** Asking again after this pause meets the new process. */
const reconnectDelayMilliseconds = 150
const noticeMilliseconds = 15_000

export const coreStopped: Problem = {
  code: 'CORE_STOPPED',
  what: 'the computing process stopped',
  meaning: 'this answer is missing, nothing else is lost',
  action: 'wait a moment; the process is being restarted'
}

export const useCoreConnection = defineStore('core', () => {
  const state = ref<CoreState>('connecting')
  /** Counts the processes met so far: 1 for the first, one more after each restart. */
  const generation = ref(0)
  /** Shown until it is dismissed or has been read. */
  const restartNotice = ref(false)

  let connection: Connection | null = null
  let waiting: ((connection: Connection) => void)[] = []
  let reconnect: ReturnType<typeof setTimeout> | null = null
  let noticeTimer: ReturnType<typeof setTimeout> | undefined
  const progressListeners = new Map<string, (progress: JobProgress) => void>()

  /** The way to main; a connection stays with the window that it was made in. */
  let askForPort = (): void => {}

  /** Listens for ports and asks main for the first one. */
  function connect(): void {
    const { workbench } = window
    askForPort = () => workbench.connectCore()
    window.addEventListener('message', (event: MessageEvent) => {
      if (event.source !== window) return
      const port = event.ports[0]
      if (event.data === 'core:port' && port) attach(port)
    })
    askForPort()
  }

  function attach(port: MessagePort): void {
    if (connection) close(connection)
    const rpc = createBirpc<CoreApi, CoreEvents>(
      { progress: event => progressListeners.get(event.job)?.(event) },
      {
        post: data => port.postMessage(data),
        // Assigning onmessage starts the port. A message that failed to cross arrives as null.
        on: receive => { port.onmessage = message => { if (message.data) receive(message.data) } },
        timeout: -1
      }
    )
    const attached: Connection = { port, rpc }
    port.addEventListener('close', () => lose(attached))
    connection = attached
    if (generation.value > 0) showRestart()
    generation.value += 1
    state.value = 'ready'
    const ready = waiting
    waiting = []
    for (const resume of ready) resume(attached)
  }

  function showRestart(): void {
    restartNotice.value = true
    clearTimeout(noticeTimer)
    noticeTimer = setTimeout(() => { restartNotice.value = false }, noticeMilliseconds)
  }

  function lose(lost: Connection): void {
    if (lost !== connection) return
    close(lost)
    connection = null
    state.value = 'restarting'
    if (reconnect !== null) clearTimeout(reconnect)
    reconnect = setTimeout(() => {
      reconnect = null
      askForPort()
    }, reconnectDelayMilliseconds)
  }

  function close({ rpc, port }: Connection): void {
    if (!rpc.$closed) rpc.$close(new Error(coreStopped.what))
    port.close()
  }

  /** Before the first connection a call waits for it; while core restarts it answers CORE_STOPPED at once, since all data handles are gone. */
  async function call<K extends keyof CoreApi>(name: K, ...args: Parameters<CoreApi[K]>): Promise<Answer<K>> {
    if (state.value === 'restarting') return failure(coreStopped) as Answer<K>
    const current = connection ?? await new Promise<Connection>(resolve => waiting.push(resolve))
    try {
      return await current.rpc.$call(name, ...args) as Answer<K>
    } catch (error) {
      if (current.rpc.$closed) return failure(coreStopped) as Answer<K>
      return failure(unexpected(name, error)) as Answer<K>
    }
  }

  /** Runs a call that reports progress and can be cancelled under a fresh job id. */
  async function runJob<T>(onProgress: (progress: JobProgress) => void, start: (job: string) => Promise<T>): Promise<T> {
    const job = crypto.randomUUID()
    progressListeners.set(job, onProgress)
    try {
      return await start(job)
    } finally {
      progressListeners.delete(job)
    }
  }

  return { state, generation, restartNotice, connect, call, runJob }
})

function unexpected(call: string, error: unknown): Problem {
  return {
    code: 'INTERNAL',
    what: `the call "${call}" failed unexpectedly`,
    meaning: 'this answer is missing; your work is unchanged',
    action: 'try again; if it happens twice, please report it with the details',
    details: error instanceof Error ? error.stack ?? error.message : String(error)
  }
}
