import type { Theme } from '../../../core/api/bridge'
import type { Command } from './command'

const names: Readonly<Record<Theme, string>> = { system: 'As the System', light: 'Light', dark: 'Dark' }

export const chooseTheme: readonly Command[] = (['system', 'light', 'dark'] as const).map(theme => ({
  id: `view.theme.${theme}`,
  label: () => names[theme],
  accelerator: null,
  menu: 'view',
  group: 1,
  submenu: 'Theme',
  enabled: () => true,
  checked: ({ appearance }) => appearance.theme === theme,
  perform: ({ appearance }) => appearance.chooseTheme(theme)
}))
