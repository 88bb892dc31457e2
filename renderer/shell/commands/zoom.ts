import type { ZoomStep } from '../../../core/api/bridge'
import type { Command } from './command'

/** The size of everything. In the diagram the same keys enlarge only the diagram. */
export const zoom: readonly Command[] = [
  zoomCommand('in', 'Zoom In', 'CmdOrCtrl+Plus'),
  zoomCommand('out', 'Zoom Out', 'CmdOrCtrl+-'),
  zoomCommand('reset', 'Actual Size', 'CmdOrCtrl+0')
]

function zoomCommand(step: ZoomStep, label: string, accelerator: string): Command {
  return {
    id: `view.zoom.${step}`,
    label: () => label,
    accelerator,
    menu: 'view',
    group: 3,
    enabled: () => true,
    perform: ({ desktop }) => desktop.zoom(step)
  }
}
