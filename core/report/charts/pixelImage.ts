/** Small pictures of coloured cells as PNG, for pictures whose cells are too many to be drawn one by one. */

export type Color = readonly [red: number, green: number, blue: number]

/**
 * A picture of one pixel a cell as a `data:` address.
 *
 * @param indices row by row, width × height; each is a place in `colors`
 * @param colors at most 256, channels 0 … 255
 */
export function indexedImage(width: number, height: number, indices: Uint8Array, colors: readonly Color[]): string {
  const rows = new Uint8Array(height * (width + 1))
  // Every row begins with the number of its filter: none.
  for (let row = 0; row < height; row++) rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  const bytes = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', joined([bigEndian(width), bigEndian(height), Uint8Array.of(8, 3, 0, 0, 0)])),
    chunk('PLTE', Uint8Array.from(colors.flat())),
    chunk('IDAT', stored(rows)),
    chunk('IEND', new Uint8Array(0))
  ]
  return `data:image/png;base64,${base64(joined(bytes))}`
}

/** A zlib stream that compresses nothing: so few bytes are not worth a packer. */
function stored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)]
  const longest = 0xffff
  for (let from = 0; from < bytes.length || from === 0; from += longest) {
    const block = bytes.subarray(from, from + longest)
    const last = from + longest >= bytes.length ? 1 : 0
    parts.push(Uint8Array.of(last, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255), block)
  }
  return joined([...parts, bigEndian(adler32(bytes))])
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(type, letter => letter.charCodeAt(0)), data])
  return joined([bigEndian(data.length), named, bigEndian(crc32(named))])
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (const byte of bytes) {
    low = (low + byte) % 65521
    high = (high + low) % 65521
  }
  return high * 65536 + low
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function base64(bytes: Uint8Array): string {
  const letters: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
    const group = (first << 16) | (second << 8) | third
    const left = bytes.length - at
    letters.push(alphabet[group >> 18]!, alphabet[(group >> 12) & 63]!, left > 1 ? alphabet[(group >> 6) & 63]! : '=', left > 2 ? alphabet[group & 63]! : '=')
  }
  return letters.join('')
}
