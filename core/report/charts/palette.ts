/** Colours of the charts, the same values as the custom properties in renderer/shell/theme.css: an export has no style sheet to ask. */
export interface ChartPalette {
  /** The ground the chart stands on. */
  readonly panel: string
  readonly ink: string
  readonly dim: string
  readonly line: string
  /** Quiet marks that must still be seen: at least 3:1 on the ground. */
  readonly lineStrong: string
  readonly accent: string
  readonly warm: string
  readonly inside: string
  readonly insideGround: string
}

export const lightPalette: ChartPalette = {
  panel: '#ffffff',
  ink: '#1b2330',
  dim: '#5d6878',
  line: '#dfe3e9',
  lineStrong: '#858f9d',
  accent: '#2563d0',
  warm: '#c2410c',
  inside: '#1a7a43',
  insideGround: '#e6f4ec'
}

export const darkPalette: ChartPalette = {
  panel: '#1b1f26',
  ink: '#e6e9ee',
  dim: '#9ba5b4',
  line: '#2c323c',
  lineStrong: '#6b7686',
  accent: '#7aa7ff',
  warm: '#ff8a4c',
  inside: '#5ecb8b',
  insideGround: '#1c3227'
}

/** The palette of a theme. */
export function paletteOf(dark: boolean): ChartPalette {
  return dark ? darkPalette : lightPalette
}
