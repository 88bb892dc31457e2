/** Colours of numbers on both sides of zero: blue above, orange below, the ground itself at zero. Told apart by every kind of colour vision, in both themes. */
import type { ChartPalette } from './palette'
import type { Color } from './pixelImage'

/** Places of the scale: as many below zero as above, and zero itself. */
export const colorCount = 255
const middle = (colorCount - 1) / 2

/** From the most negative to the most positive. */
export function divergingColors({ warm, panel, accent }: ChartPalette): readonly Color[] {
  const [below, zero, above] = [channels(warm), channels(panel), channels(accent)]
  return Array.from({ length: colorCount }, (_, place) => {
    const share = Math.abs(place - middle) / middle
    const end = place < middle ? below : above
    return zero.map((from, channel) => Math.round(from + (end[channel]! - from) * share)) as unknown as Color
  })
}

/** Place of a value on the scale from −limit to limit. */
export function colorPlace(value: number, limit: number): number {
  if (!(limit > 0)) return middle
  return Math.round(middle + middle * Math.max(-1, Math.min(1, value / limit)))
}

function channels(color: string): Color {
  return [1, 3, 5].map(start => Number.parseInt(color.slice(start, start + 2), 16)) as unknown as Color
}
