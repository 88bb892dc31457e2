/** The one place where messages from pages enter main: sender checked, payload checked, then the handler. */
import { ipcMain, MessageChannelMain } from 'electron'
import type { z } from 'zod'
import { bridgeCalls, type Bridge, type BridgeCall } from '../../core/api/bridge'
import { ProblemError } from '../../core/api/problem'
import { callChannel, connectCoreChannel, corePortMessage } from './channels'
import type { CoreProcess } from './coreProcess'
import type { Log } from './log'
import type { OpenWindow, Windows } from './windows'

type Answer<K extends BridgeCall> = Awaited<ReturnType<Bridge[K]>>

/** One function per call of the contract; a missing one does not compile. */
export type Handlers = {
  readonly [K in BridgeCall]: (sender: OpenWindow, ...args: z.infer<(typeof bridgeCalls)[K]>) => Answer<K> | Promise<Answer<K>>
}

const foreignSender = {
  code: 'CALL_INVALID',
  what: 'a page that is not the workbench made a call',
  meaning: 'the call was refused',
  action: 'close that page'
} as const

const malformed = (call: BridgeCall, details: string) => ({
  code: 'CALL_INVALID',
  what: `the arguments of ${call} are malformed`,
  meaning: 'the call was refused',
  action: 'report this with the log file',
  details
}) as const

/** Registers every call of the contract. */
export function handleCalls(windows: Windows, handlers: Handlers, log: Log): void {
  for (const call of Object.keys(bridgeCalls) as BridgeCall[]) handle(call, handlers[call])

  function handle<K extends BridgeCall>(call: K, handler: Handlers[K]): void {
    ipcMain.handle(callChannel(call), async (event, ...args: unknown[]) => {
      const sender = windows.senderOf(event)
      if (!sender) {
        log.warn(`refused ${call} from ${event.senderFrame?.url ?? 'a frame that is gone'}`)
        throw new ProblemError(foreignSender)
      }
      const parsed = bridgeCalls[call].safeParse(args)
      if (!parsed.success) throw new ProblemError(malformed(call, parsed.error.message))
      // The compiler cannot follow that this handler belongs to the schema that has just accepted its arguments.
      return (handler as (sender: OpenWindow, ...args: readonly unknown[]) => unknown)(sender, ...parsed.data)
    })
  }
}

/** Gives a window its own channel to core whenever it asks. */
export function handleConnections(windows: Windows, core: CoreProcess, log: Log): void {
  ipcMain.on(connectCoreChannel, event => {
    if (!windows.senderOf(event) || !event.senderFrame) {
      log.warn('refused a page that is not the workbench a channel to core')
      return
    }
    const { port1, port2 } = new MessageChannelMain()
    core.connect(port1)
    event.senderFrame.postMessage(corePortMessage, null, [port2])
  })
}
