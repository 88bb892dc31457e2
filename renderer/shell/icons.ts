/** Outlines of the icons, drawn in a box of 16 px. */
export const iconPaths = {
  undo: 'M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H7',
  redo: 'M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H9',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13',
  moon: 'M13.5 9.6A6 6 0 1 1 6.4 2.5a4.8 4.8 0 0 0 7.1 7.1Z',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  check: 'M3.5 8.5 6.5 11.5 12.5 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  export: 'M8 10V2.5M5 5.3 8 2.3l3 3M3 9.5v4h10v-4',
  file: 'M4 1.8h5L12.5 5v9.2H4ZM9 1.8V5h3.5',
  plus: 'M8 3v10M3 8h10',
  'wrap-parallel': 'M1 8h2M13 8h2M3 8c1.6 0 1-3.8 2.5-3.8M3 8c1.6 0 1 3.8 2.5 3.8M13 8c-1.6 0-1-3.8-2.5-3.8M13 8c-1.6 0-1 3.8-2.5 3.8M5.5 2.4h5v3.6h-5ZM5.5 10h5v3.6h-5Z',
  unwrap: 'M1 8h2M13 8h2M3 5.8h3.6v4.4H3ZM9.4 5.8H13v4.4H9.4ZM6.6 8h2.8M4.5 3.2 6 1.7M11.5 3.2 10 1.7',
  duplicate: 'M5.5 5.5h8v8h-8ZM3.5 10.5h-1v-8h8v1',
  trash: 'M2.5 4.2h11M6 4V2.4h4V4M4 4.2l.7 9.3h6.6l.7-9.3M6.7 6.8v4M9.3 6.8v4',
  outline: 'M2.5 3.5h11M5.5 8h8M8.5 12.5h5M2.5 6v2h1.2M5.5 10.5v2h1.2',
  palette: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.4 10.4l3.6 3.6'
} as const

export type IconName = keyof typeof iconPaths
