import type { InformationUnit } from '../../../core/api/model'
import type { Command } from './command'

const names: Readonly<Record<InformationUnit, string>> = { nats: 'Show Nats', bits: 'Show Bits' }

export const chooseUnit: readonly Command[] = (['nats', 'bits'] as const).map(unit => ({
  id: `view.unit.${unit}`,
  label: () => names[unit],
  accelerator: null,
  menu: 'view',
  group: 2,
  enabled: ({ project }) => project.opened,
  checked: ({ project }) => project.unit === unit,
  perform: ({ project }) => project.setUnit(unit)
}))
