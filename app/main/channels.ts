/** Names of the messages between preload and main; the calls of the contract stand under `workbench:`. */
import type { BridgeCall } from '../../core/api/bridge'

export const callChannel = (call: BridgeCall): string => `workbench:${call}`

/** Renderer to main, answered by `corePort`. */
export const connectCoreChannel = 'core:connect'

/** Main to renderer; the preload passes it on as a window message of the same name. */
export const corePortMessage = 'core:port'

/** Main to renderer, delivered to the listeners of the Bridge. */
export const commandMessage = 'command'
export const openFileMessage = 'open-file'
export const closeRequestedMessage = 'close-requested'
export const updateFoundMessage = 'update-found'
export const changedElsewhereMessage = 'changed-elsewhere'
