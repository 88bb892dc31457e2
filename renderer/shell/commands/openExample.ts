import { examples } from '../../../core/api/examples'
import type { Command } from './command'

/** One command per example; main asks for them by these ids when the app is started with an example. */
export const openExample: readonly Command[] = examples.map(example => ({
  id: `openExample:${example.id}`,
  label: () => example.title,
  accelerator: null,
  menu: 'help',
  group: 1,
  submenu: 'Examples',
  enabled: () => true,
  perform: ({ files }) => files.openExample(example.id)
}))
