/** Files that are no text: told by their first bytes, named where they can be. */
import type { Problem } from '../api/problem'

interface KnownFormat {
  readonly magic: readonly number[]
  readonly name: string
  readonly action: string
}

const bytesOf = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')]
const workbook = { name: 'an Excel workbook', action: 'save it as CSV' }

const knownFormats: readonly KnownFormat[] = [
  { magic: bytesOf('PK\x03\x04'), name: 'a zip archive', action: 'unpack it and choose the CSV in it' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], ...workbook },
  { magic: [0x1f, 0x8b], name: 'a gzip archive', action: 'unpack it first' },
  { magic: bytesOf('BZh'), name: 'a bzip2 archive', action: 'unpack it first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], name: 'an xz archive', action: 'unpack it first' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'a zstandard archive', action: 'unpack it first' },
  { magic: bytesOf('\x89PNG'), name: 'a PNG picture', action: 'choose a CSV file' },
  { magic: [0xff, 0xd8, 0xff], name: 'a JPEG picture', action: 'choose a CSV file' },
  { magic: bytesOf('%PDF-'), name: 'a PDF document', action: 'export its table as CSV' },
  { magic: bytesOf('PAR1'), name: 'a Parquet table', action: 'export it as CSV' },
  { magic: bytesOf('ARROW1'), name: 'an Arrow table', action: 'export it as CSV' },
  { magic: bytesOf('SQLite format 3\0'), name: 'an SQLite database', action: 'export the table as CSV' },
  { magic: bytesOf('\x89HDF'), name: 'an HDF5 file', action: 'export the table as CSV' },
  { magic: bytesOf('\x93NUMPY'), name: 'a NumPy array', action: 'save it as CSV (numpy.savetxt)' }
]

/** More control characters than this share of the text and it is none. */
const controlShare = 0.01
/** The problem with a file that starts like a known binary format; null for others. @param head first bytes of the file */
export function knownBinary(head: Uint8Array, file: string): Problem | null {
  const found = knownFormats.find(format => format.magic.every((byte, index) => head[index] === byte))
  if (!found) return null
  const isWorkbook = found.magic[0] === 0x50 && Buffer.from(head.buffer, head.byteOffset, head.length).includes('xl/')
  const { name, action } = isWorkbook ? workbook : found
  return { code: 'CSV_BINARY', what: `this is ${name}, not a CSV file`, meaning: 'nothing was read', action, place: { file } }
}

/** The problem with decoded text that is none: NUL or many control characters; null for text. */
export function binaryText(text: string, file: string): Problem | null {
  if (!text.includes('\0') && countControls(text) <= controlShare * text.length) return null
  return {
    code: 'CSV_BINARY',
    what: 'the file holds bytes that are no text',
    meaning: 'it is no CSV file; nothing was read',
    action: 'choose a CSV file, or export the data as CSV',
    place: { file }
  }
}

/** Characters that text does not hold: NUL, other controls than tab, line breaks and form feed, and DEL. */
export function countControls(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 9 || (code > 13 && code < 32) || code === 127) count++
  }
  return count
}
