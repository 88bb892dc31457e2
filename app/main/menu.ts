/** The menu bar follows the window in front. */
import { app, Menu } from 'electron'
import { commandMessage } from './channels'
import { developmentServer } from './developmentServer'
import { menuTemplate } from './menuTemplate'
import type { OpenWindow, Windows } from './windows'

/** Shows the menu of the front window, or the one every system needs while no renderer has described any. */
export function showMenu(windows: Windows): void {
  const front = windows.front()
  const template = menuTemplate(front?.menu ?? null, {
    platform: process.platform,
    development: developmentServer !== null,
    choose: command => choose(windows, command)
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** On macOS the menu outlives the last window: then a command gets a window first. */
function choose(windows: Windows, command: string): void {
  const front = windows.front()
  const window = front ?? windows.open()
  if (front || command !== 'file.newWindow') window.browser.webContents.send(commandMessage, command)
}

/** Keeps the menu bar in step with which window is in front. */
export function followFocus(windows: Windows): void {
  app.on('browser-window-focus', () => showMenu(windows))
  app.setAboutPanelOptions({
    applicationName: 'MMI Workbench',
    applicationVersion: __APP_VERSION__,
    copyright: 'MIT licence',
    credits: 'The model is that of Foggo and Yu: maximum mutual information of neural architectures.'
  })
}

/** Takes over a renderer's description. */
export function describeMenu(windows: Windows, window: OpenWindow, description: NonNullable<OpenWindow['menu']>): void {
  window.menu = description
  showMenu(windows)
}
