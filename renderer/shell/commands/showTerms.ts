import type { Command } from './command'

export const showTerms: Command = {
  id: 'help.terms',
  label: () => 'Terms and Formulas',
  accelerator: 'F1',
  menu: 'help',
  group: 1,
  enabled: () => true,
  perform: ({ appearance }) => appearance.showTerms()
}
