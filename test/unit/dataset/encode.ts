import type { Encoding } from '../../../core/api/model'

/** A text as the bytes of a file. Latin-1 has no byte order mark. */
export function encode(text: string, encoding: Encoding, mark: boolean): Uint8Array {
  const marked = mark && encoding !== 'latin-1' ? `\ufeff${text}` : text
  switch (encoding) {
    case 'utf-8': return Buffer.from(marked, 'utf8')
    case 'utf-16le': return Buffer.from(marked, 'utf16le')
    case 'utf-16be': return Buffer.from(marked, 'utf16le').swap16()
    case 'latin-1': return Buffer.from(marked, 'latin1')
  }
}
