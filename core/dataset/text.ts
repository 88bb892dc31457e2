/** The file as text with one kind of line break. */
import { basename } from 'node:path'
import type { Encoding } from '../api/model'
import { ProblemError } from '../api/problem'
import { encodingName, IncrementalDecoder, InvalidBytes } from './decode'
import { readBytes, type Fingerprint, type ReadOptions } from './files'

export interface TextOptions extends ReadOptions {
  /** Takes the size and SHA-256 of the bytes as they pass. */
  readonly fingerprint?: Fingerprint | undefined
}

export interface TextPiece {
  readonly text: string
  /** Bytes of the file read so far. */
  readonly bytes: number
}

/**
 * The text of a file, piece by piece; CRLF and lone CR become LF. Inside quotes too: a line break in a text is a line
 * break, and rows are counted the same in every kind of file.
 * Throws ProblemError CSV_ENCODING_INVALID with the row, and what `readBytes` throws.
 */
export async function* readText(path: string, encoding: Encoding, options: TextOptions = {}): AsyncGenerator<TextPiece, void, undefined> {
  const decoder = new IncrementalDecoder(encoding)
  const lineBreaks = new LineBreaks()
  let bytes = 0
  let line = 1
  const decode = (chunk: Uint8Array, last: boolean): string => {
    try {
      const text = lineBreaks.normalise(decoder.decode(chunk, last), last)
      line += countLineBreaks(text)
      return text
    } catch (error) {
      if (!(error instanceof InvalidBytes)) throw error
      const row = line + countLineBreaks(lineBreaks.normalise(error.textBefore, true))
      throw new ProblemError(invalidEncoding(error, path, row))
    }
  }
  for await (const chunk of readBytes(path, options)) {
    options.fingerprint?.add(chunk)
    bytes += chunk.length
    const text = decode(chunk, false)
    if (text.length > 0) yield { text, bytes }
  }
  if (options.limitBytes !== undefined && bytes >= options.limitBytes) return
  const rest = decode(new Uint8Array(0), true)
  if (rest.length > 0) yield { text: rest, bytes }
}

/** Turns CRLF and CR into LF, also where a piece ends between the two. */
export class LineBreaks {
  private heldReturn = false

  normalise(text: string, last: boolean): string {
    let joined = this.heldReturn ? `\r${text}` : text
    this.heldReturn = !last && joined.endsWith('\r')
    if (this.heldReturn) joined = joined.slice(0, -1)
    return joined.includes('\r') ? joined.replaceAll(/\r\n?/g, '\n') : joined
  }
}

/** Line feeds in a text. */
export function countLineBreaks(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++
  return count
}

function invalidEncoding(invalid: InvalidBytes, path: string, row: number) {
  const byte = invalid.byte === null ? '' : ` (byte 0x${invalid.byte.toString(16).toUpperCase().padStart(2, '0')})`
  return {
    code: 'CSV_ENCODING_INVALID',
    what: `row ${row} is not valid ${encodingName(invalid.encoding)}${byte}`,
    meaning: 'characters would be replaced silently; nothing was kept',
    action: invalid.encoding === 'utf-8' ? 'choose the encoding (--encoding latin-1, for instance) or save the file as UTF-8' : 'choose the encoding (--encoding) or save the file as UTF-8',
    place: { file: basename(path), row }
  } as const
}
