import type { Command } from './command'

export const showTour: Command = {
  id: 'help.tour',
  label: () => 'Tour of the Window',
  accelerator: null,
  menu: 'help',
  group: 1,
  enabled: () => true,
  perform: ({ tour }) => tour.start()
}
