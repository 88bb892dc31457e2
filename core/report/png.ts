/** The resolution of a PNG, so that a picture at twice the pixels is not twice as large in a document. */

const inchInMetres = 0.0254
const cssPixelsPerInch = 96
const signatureLength = 8
/** Length, name, 13 bytes and checksum of the first chunk. */
const headerLength = 25

/**
 * The file with a pHYs chunk behind its header.
 *
 * @param png a PNG without that chunk
 * @param scale pixels per CSS pixel
 * @see PNG specification, 11.3.4.3 pHYs
 */
export function withResolution(png: Uint8Array<ArrayBuffer>, scale: number): Uint8Array<ArrayBuffer> {
  const perMetre = Math.round((cssPixelsPerInch * scale) / inchInMetres)
  const chunk = new Uint8Array(21)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, 9)
  chunk.set([0x70, 0x48, 0x59, 0x73], 4)
  view.setUint32(8, perMetre)
  view.setUint32(12, perMetre)
  chunk[16] = 1
  view.setUint32(17, checksum(chunk.subarray(4, 17)))
  const place = signatureLength + headerLength
  const joined = new Uint8Array(png.length + chunk.length)
  joined.set(png.subarray(0, place))
  joined.set(chunk, place)
  joined.set(png.subarray(place), place + chunk.length)
  return joined
}

/** CRC-32 as PNG has it, bit by bit: a chunk of ours has thirteen bytes. */
function checksum(bytes: Uint8Array): number {
  let remainder = 0xffffffff
  for (const byte of bytes) {
    remainder ^= byte
    for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  }
  return (remainder ^ 0xffffffff) >>> 0
}
