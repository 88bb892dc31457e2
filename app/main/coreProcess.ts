/** The utility process that computes: started once, restarted when it dies, one for all windows. */
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import type { Log } from './log'
import { restartDelay } from './restartDelay'

export interface CoreProcess {
  start(): void
  /** Hands core a window's end of a channel; waits while core is being restarted. */
  connect(port: MessagePortMain): void
  /** A message to core; lost while core is down, for whoever sends it listens to `onStarted`. */
  post(message: unknown): void
  onStarted(listener: () => void): void
  onMessage(listener: (message: unknown) => void): void
  /** How often it was started so far. */
  starts(): number
  /** Ends core for good. */
  stop(): void
}

/**
 * @param module path of core's bundle
 * @param folders where core keeps backups and safety copies
 * @param log also takes what core prints
 */
export function createCoreProcess(module: string, folders: { readonly backups: string; readonly recovery: string }, log: Log): CoreProcess {
  const listeners = { started: [] as (() => void)[], message: [] as ((message: unknown) => void)[] }
  const deaths: number[] = []
  const waitingPorts: MessagePortMain[] = []
  let child: UtilityProcess | null = null
  let ended = false
  let starts = 0

  const connect = (port: MessagePortMain): void => {
    if (child) child.postMessage({ type: 'connect' }, [port])
    else waitingPorts.push(port)
  }

  const start = (): void => {
    if (ended) return
    const started = utilityProcess.fork(module, [folders.backups, folders.recovery], { serviceName: 'mmi-core', stdio: 'pipe' })
    child = started
    started.stdout?.on('data', (text: Buffer) => log.info(`core: ${text.toString().trimEnd()}`))
    started.stderr?.on('data', (text: Buffer) => log.warn(`core: ${text.toString().trimEnd()}`))
    started.on('message', (message: unknown) => listeners.message.forEach(listener => listener(message)))
    started.once('exit', code => exited(code))
    starts += 1
    log.info('core started')
    listeners.started.forEach(listener => listener())
    waitingPorts.splice(0).forEach(connect)
  }

  const exited = (code: number): void => {
    child = null
    if (ended) return
    deaths.push(Date.now())
    const delay = restartDelay(deaths, Date.now())
    log.error(`core stopped with status ${code}; it is started again ${delay === 0 ? 'at once' : `in ${delay} ms`}`)
    if (delay === 0) start()
    else setTimeout(start, delay)
  }

  return {
    start,
    connect,
    post: message => child?.postMessage(message),
    onStarted: listener => void listeners.started.push(listener),
    onMessage: listener => void listeners.message.push(listener),
    starts: () => starts,
    stop() {
      ended = true
      child?.kill()
    }
  }
}
