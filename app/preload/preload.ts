/**
 * The only thing a page gets from outside its sandbox: `window.workbench`, exactly the Bridge of core/api/bridge.ts.
 * Neither ipcRenderer nor an event object leaves this file.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, BridgeCall, FileGrant, Leaving, UpdateReport } from '../../core/api/bridge'
import {
  callChannel, changedElsewhereMessage, closeRequestedMessage, commandMessage, connectCoreChannel, corePortMessage, openFileMessage, updateFoundMessage
} from '../main/channels'

function call<K extends BridgeCall>(name: K, ...args: readonly unknown[]): Promise<Awaited<ReturnType<Bridge[K]>>> {
  return ipcRenderer.invoke(callChannel(name), ...args) as Promise<Awaited<ReturnType<Bridge[K]>>>
}

/** Listeners of one message. What arrives before the page listens waits for its first listener. */
function messages<T>(name: string): (listener: (value: T) => void) => () => void {
  const listeners = new Set<(value: T) => void>()
  const waiting: T[] = []
  ipcRenderer.on(name, (_event, value: T) => {
    if (listeners.size === 0) waiting.push(value)
    else for (const listener of [...listeners]) listener(value)
  })
  return listener => {
    listeners.add(listener)
    for (const value of waiting.splice(0)) listener(value)
    return () => void listeners.delete(listener)
  }
}

// A port cannot cross the context bridge; window messages carry it.
ipcRenderer.on(corePortMessage, event => window.postMessage(corePortMessage, location.origin, event.ports))

const bridge: Bridge = {
  connectCore: () => ipcRenderer.send(connectCoreChannel),
  chooseCsv: () => call('chooseCsv'),
  chooseProject: () => call('chooseProject'),
  chooseSave: suggestedName => call('chooseSave', suggestedName),
  async grantDropped(file) {
    // A File made by a script has no path.
    const path = webUtils.getPathForFile(file)
    return path === '' ? null : call('grantDropped', path)
  },
  recentProjects: () => call('recentProjects'),
  openRecent: index => call('openRecent', index),
  openExample: id => call('openExample', id),
  newWindow: () => call('newWindow'),
  projectOpened: grant => call('projectOpened', grant),
  openFailed: grant => call('openFailed', grant),
  clearRecent: () => call('clearRecent'),
  documentState: state => call('documentState', state),
  recoveries: () => call('recoveries'),
  restoreRecovery: id => call('restoreRecovery', id),
  keepRecovery: id => call('keepRecovery', id),
  discardRecovery: id => call('discardRecovery', id),
  earlierVersions: grant => call('earlierVersions', grant),
  openEarlierVersion: (grant, index) => call('openEarlierVersion', grant, index),
  askToSave: title => call('askToSave', title),
  askAboutChangedFile: name => call('askAboutChangedFile', name),
  askAfterFailure: failure => call('askAfterFailure', failure),
  closeAnswered: close => call('closeAnswered', close),
  describeMenu: description => call('describeMenu', description),
  saveExport: file => call('saveExport', file),
  savePdf: page => call('savePdf', page),
  theme: () => call('theme'),
  chooseTheme: theme => call('chooseTheme', theme),
  zoom: step => call('zoom', step),
  claimTourOffer: () => call('claimTourOffer'),
  updateSettings: () => call('updateSettings'),
  changeUpdates: wish => call('changeUpdates', wish),
  checkForUpdates: () => call('checkForUpdates'),
  problemMet: code => call('problemMet', code),
  showLog: () => call('showLog'),
  copyDiagnostics: () => call('copyDiagnostics'),
  about: () => call('about'),
  onCommand: messages<string>(commandMessage),
  onOpenFile: messages<FileGrant>(openFileMessage),
  onCloseRequested: messages<Leaving>(closeRequestedMessage),
  onChangedElsewhere: messages<undefined>(changedElsewhereMessage),
  onUpdateFound: messages<UpdateReport>(updateFoundMessage),
  environment: { sandboxed: process.sandboxed === true, contextIsolated: process.contextIsolated === true }
}

contextBridge.exposeInMainWorld('workbench', bridge)
