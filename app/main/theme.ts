import { nativeTheme } from 'electron'
import type { Theme } from '../../core/api/bridge'

/** Light, dark or the system's; the page's prefers-color-scheme and the system's own dialogs follow. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = theme
}
