/** What a report of trouble needs to say: versions, platform, settings, the last problems by their codes. No data, no file names. */
import { release } from 'node:os'
import { app, screen } from 'electron'
import type { ProblemCode } from '../../core/api/problem'
import type { Settings } from './settings'

export interface Diagnostics {
  met(code: ProblemCode): void
  text(): string
}

interface Parts {
  readonly settings: Settings
  readonly windows: () => number
  readonly coreStarts: () => number
}

const remembered = 20

export function createDiagnostics({ settings, windows, coreStarts }: Parts): Diagnostics {
  const problems: { readonly at: string; readonly code: ProblemCode }[] = []
  return {
    met(code) {
      problems.push({ at: new Date().toISOString(), code })
      if (problems.length > remembered) problems.shift()
    },
    text() {
      const { electron, chrome, node } = process.versions
      const { theme, zoom, updates } = settings.current
      const screens = screen.getAllDisplays().map(({ size, scaleFactor }) => `${size.width}×${size.height} at ${scaleFactor}`)
      return [
        `MMI Workbench ${__APP_VERSION__}${app.isPackaged ? '' : ' (from source)'}`,
        `Electron ${electron}${electron === __ELECTRON_VERSION__ ? '' : ' (development runtime)'}, Chromium ${chrome}, Node ${node}`,
        `${process.platform} ${process.arch}, ${release()}, locale ${app.getSystemLocale()}`,
        `Screens: ${screens.join(', ')}`,
        `Windows: ${windows()}; starts of core: ${coreStarts()}`,
        `Settings: theme ${theme}, zoom ${Math.round(zoom * 100)} %, update check ${updates.wanted ? 'on' : 'off'}`,
        problems.length === 0 ? 'Last problems: none' : `Last problems: ${problems.map(({ at, code }) => `${at} ${code}`).join(', ')}`
      ].join('\n')
    }
  }
}
