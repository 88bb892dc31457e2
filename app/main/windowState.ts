/** Where the window stood, brought back only where a screen still shows it. */
import { z } from 'zod'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const whole = z.number().int()

export const windowStateSchema = z.object({
  bounds: z.object({ x: whole, y: whole, width: whole.min(1), height: whole.min(1) }).nullable(),
  maximised: z.boolean()
})

export type WindowState = Readonly<z.infer<typeof windowStateSchema>>

export const smallestWindow = { width: 960, height: 600 } as const
const usualWindow = { width: 1280, height: 800 } as const

/** Enough of the title bar to take hold of. */
const graspable = { width: 120, height: 40 } as const

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)

/**
 * The place for a new window: the remembered one if a person can take hold of its title bar, else the usual size in
 * the middle (no x and y); never larger than the screen it is on.
 *
 * @param saved in device-independent pixels, null when nothing was remembered
 * @param workAreas of all screens, the primary one first
 */
export function visibleBounds(saved: Rectangle | null, workAreas: readonly Rectangle[]): Rectangle | { readonly width: number; readonly height: number } {
  const area = saved && workAreas.find(each =>
    overlap(saved.x, saved.width, each.x, each.width) >= graspable.width
    && saved.y >= each.y - 1 && saved.y + graspable.height <= each.y + each.height)
  if (!saved || !area) {
    const primary = workAreas[0] ?? { ...usualWindow, x: 0, y: 0 }
    return { width: Math.min(usualWindow.width, primary.width), height: Math.min(usualWindow.height, primary.height) }
  }
  return {
    x: saved.x,
    y: saved.y,
    width: Math.min(Math.max(saved.width, smallestWindow.width), area.width),
    height: Math.min(Math.max(saved.height, smallestWindow.height), area.height)
  }
}

/** How far a second window stands from the first. */
const step = 28

/**
 * A place where no other window stands exactly: one step down and to the right of those that do, back at the corner of
 * the screen when there is no more room.
 *
 * @param wanted from `visibleBounds`
 * @param others of the windows that are open
 * @param workAreas of all screens
 */
export function cascaded(wanted: Rectangle, others: readonly Rectangle[], workAreas: readonly Rectangle[]): Rectangle {
  const area = workAreas.find(each => overlap(wanted.x, 1, each.x, each.width) === 1 && overlap(wanted.y, 1, each.y, each.height) === 1)
  const covers = (place: Rectangle): boolean => others.some(other => Math.abs(other.x - place.x) < step / 2 && Math.abs(other.y - place.y) < step / 2)
  const fits = (place: Rectangle): boolean => !area || (place.x + place.width <= area.x + area.width && place.y + place.height <= area.y + area.height)
  let place = wanted
  // One try per window is enough to pass all of them; the corner is tried once.
  for (let tries = 0; tries <= others.length && covers(place); tries += 1) {
    const next = { ...place, x: place.x + step, y: place.y + step }
    place = fits(next) || !area ? next : { ...place, x: area.x, y: area.y }
  }
  return place
}
