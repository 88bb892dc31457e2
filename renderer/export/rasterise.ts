/** A picture as a PNG: painted by the browser from its SVG, so it looks as on screen. */
import { failure, success, type Problem, type Result } from '../../core/api/problem'
import type { Picture } from '../../core/report/picture'
import { withResolution } from '../../core/report/png'

export const pngScales = [1, 2, 4] as const
export type PngScale = (typeof pngScales)[number]

/** What a canvas holds: beyond it Chromium paints nothing, without a word. */
const longestSide = 16_384
const largestArea = 2 ** 28

/** @param scale pixels per CSS pixel */
export async function rasterised({ svg, width, height }: Picture, scale: PngScale): Promise<Result<Blob>> {
  const pixels = { width: Math.ceil(width * scale), height: Math.ceil(height * scale) }
  if (Math.max(pixels.width, pixels.height) > longestSide || pixels.width * pixels.height > largestArea) return failure(tooLarge(pixels))
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = pixels.width
    canvas.height = pixels.height
    canvas.getContext('2d')?.drawImage(image, 0, 0, pixels.width, pixels.height)
    const painted = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
    if (!painted) return failure(notPainted)
    return success(new Blob([withResolution(new Uint8Array(await painted.arrayBuffer()), scale)], { type: 'image/png' }))
  } catch (error) {
    return failure({ ...notPainted, details: String(error) })
  } finally {
    URL.revokeObjectURL(address)
  }
}

function tooLarge({ width, height }: { readonly width: number; readonly height: number }): Problem {
  return { code: 'EXPORT_TOO_LARGE', what: `the picture would have ${width} × ${height} pixels`, meaning: 'it is too large to be painted; no file was written', action: 'choose a smaller scale, or SVG, which has no size' }
}

const notPainted: Problem = { code: 'EXPORT_FAILED', what: 'the picture could not be painted', meaning: 'no file was written', action: 'export it as SVG' }
