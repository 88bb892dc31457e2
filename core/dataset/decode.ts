/** Bytes to text: which encoding, and an incremental decoder that refuses what is invalid instead of replacing it. */
import type { Encoding } from '../api/model'
import { countControls } from './binary'

const byteOrderMarks: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] }
]

/** "Latin-1" files are in practice Windows-1252, the same but for quotes, dashes and the euro sign. */
const decoderLabels: Readonly<Record<Encoding, string>> = { 'utf-8': 'utf-8', 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be', 'latin-1': 'windows-1252' }
const encodingNames: Readonly<Record<Encoding, string>> = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 (little endian)', 'utf-16be': 'UTF-16 (big endian)', 'latin-1': 'Latin-1' }

/** As it stands in a sentence: `UTF-8`. */
export function encodingName(encoding: Encoding): string {
  return encodingNames[encoding]
}

/** The encoding that a byte order mark names; null without one. */
export function markedEncoding(head: Uint8Array): Encoding | null {
  return byteOrderMarks.find(mark => mark.bytes.every((byte, index) => head[index] === byte))?.encoding ?? null
}

/**
 * The encoding of a file: byte order mark, else UTF-16 by its pattern of NUL bytes, else UTF-8 where it is valid, else Latin-1.
 * null when the bytes are no text in any of them.
 *
 * @param head first bytes of the file
 * @param complete whether that is all of it
 */
export function detectEncoding(head: Uint8Array, complete: boolean): Encoding | null {
  const marked = markedEncoding(head)
  if (marked) return marked
  const wide = detectUtf16(head)
  if (wide) return wide
  if (isValid(head, 'utf-8', complete)) return 'utf-8'
  return countControls(Buffer.from(head).toString('latin1')) > 0 ? null : 'latin-1'
}

/** Text in UTF-16 has digits and delimiters, whose one byte is NUL, always on the same side. */
function detectUtf16(head: Uint8Array): Encoding | null {
  const sample = head.subarray(0, 4096)
  const pairs = Math.floor(sample.length / 2)
  if (pairs < 2) return null
  const nuls = [0, 0]
  for (let index = 0; index < 2 * pairs; index++) if (sample[index] === 0) nuls[index % 2]!++
  const [even = 0, odd = 0] = nuls
  if (odd > 0.3 * pairs && even < 0.05 * pairs) return 'utf-16le'
  if (even > 0.3 * pairs && odd < 0.05 * pairs) return 'utf-16be'
  return null
}

function isValid(bytes: Uint8Array, encoding: Encoding, complete: boolean): boolean {
  try {
    new IncrementalDecoder(encoding).decode(bytes, complete)
    return true
  } catch (error) {
    if (error instanceof InvalidBytes) return false
    throw error
  }
}

/** Bytes that are not valid in the encoding, with the valid text before them in the same piece. */
export class InvalidBytes extends Error {
  constructor(readonly encoding: Encoding, readonly textBefore: string, readonly byte: number | null) {
    super(`invalid ${encoding}`)
    this.name = 'InvalidBytes'
  }
}

/**
 * Decodes a file piece by piece, wherever the pieces are cut, and drops the byte order mark.
 * Each piece is decoded whole characters at a time, so the place of an invalid byte is known exactly.
 */
export class IncrementalDecoder {
  private readonly decoder: InstanceType<typeof TextDecoder>
  private pending: Uint8Array = new Uint8Array(0)
  private started = false

  constructor(private readonly encoding: Encoding) {
    this.decoder = new TextDecoder(decoderLabels[encoding], { fatal: true, ignoreBOM: true })
  }

  /** Text of the next bytes. Throws InvalidBytes. @param last whether no bytes follow: an incomplete character is then invalid */
  decode(bytes: Uint8Array, last: boolean): string {
    const joined = this.pending.length > 0 ? Buffer.concat([this.pending, bytes]) : bytes
    const length = last ? joined.length : wholeCharacters(joined, this.encoding)
    // A copy: the bytes belong to a buffer that the next piece overwrites, and Buffer's slice does not copy.
    this.pending = new Uint8Array(joined.subarray(length))
    const text = this.decodeWhole(joined.subarray(0, length))
    if (this.started || text.length === 0) return text
    this.started = true
    return text.startsWith('\ufeff') ? text.slice(1) : text
  }

  private decodeWhole(bytes: Uint8Array): string {
    try {
      return this.decoder.decode(bytes)
    } catch {
      const lenient = new TextDecoder(decoderLabels[this.encoding], { ignoreBOM: true }).decode(bytes)
      const textBefore = lenient.slice(0, Math.max(0, lenient.indexOf('\ufffd')))
      const byte = this.encoding === 'utf-8' ? bytes[Buffer.byteLength(textBefore, 'utf8')] ?? null : null
      throw new InvalidBytes(this.encoding, textBefore, byte)
    }
  }
}

/** How many of the bytes make whole characters. */
function wholeCharacters(bytes: Uint8Array, encoding: Encoding): number {
  switch (encoding) {
    case 'latin-1': return bytes.length
    case 'utf-8': return wholeUtf8(bytes)
    case 'utf-16le': return wholeUtf16(bytes, 1)
    case 'utf-16be': return wholeUtf16(bytes, 0)
  }
}

function wholeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}

/** @param highByte offset of the more significant byte in a pair */
function wholeUtf16(bytes: Uint8Array, highByte: 0 | 1): number {
  const even = bytes.length - (bytes.length % 2)
  if (even === 0) return 0
  const high = bytes[even - 2 + highByte]!
  return high >= 0xd8 && high <= 0xdb ? even - 2 : even
}
