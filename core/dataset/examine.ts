/** First look at a file: is it text, in which encoding, delimiter and header. */
import { basename } from 'node:path'
import type { Dialect } from '../api/model'
import { ProblemError, type Problem } from '../api/problem'
import { binaryText, knownBinary } from './binary'
import { detectEncoding, IncrementalDecoder, InvalidBytes, markedEncoding } from './decode'
import { detectDelimiter, detectHeader } from './dialect'
import { fileState, readHeadBytes, type FileState } from './files'
import type { MissingCodes } from './missing'
import type { FieldDialect } from './rows'
import { LineBreaks } from './text'

export const headBytes = 256 * 1024

export interface ExaminedFile {
  readonly state: FileState
  readonly dialect: FieldDialect
  /** Parts of the dialect that were detected, the decimal sign among them when it was not chosen. */
  readonly detected: readonly (keyof Dialect)[]
  readonly head: FileHead
}

/** The start of the file as text. */
export interface FileHead {
  /** Line breaks normalised to LF. */
  readonly text: string
  /** Whether that is all of the file. */
  readonly complete: boolean
  /** Whether a byte order mark names the encoding. */
  readonly marked: boolean
}

/**
 * The state of the file and how it is written. What was chosen wins over what is detected.
 * Throws ProblemError CSV_EMPTY, CSV_BINARY and the problems of the file.
 */
export async function examineFile(path: string, chosen: Partial<Dialect>, codes: MissingCodes): Promise<ExaminedFile> {
  const file = basename(path)
  const state = await fileState(path)
  const head = await readHeadBytes(path, headBytes)
  const complete = head.length < headBytes
  if (head.length === 0) throw new ProblemError(emptyFile(file))
  const known = knownBinary(head, file)
  if (known) throw new ProblemError(known)
  const encoding = chosen.encoding ?? detectEncoding(head, complete)
  if (encoding === null) throw new ProblemError(binaryText('\0', file)!)
  const text = new LineBreaks().normalise(decodeHead(head, encoding, complete), complete)
  const binary = binaryText(text, file)
  if (binary) throw new ProblemError(binary)
  const delimiter = chosen.delimiter ?? detectDelimiter(text, complete, chosen.quote)
  const header = chosen.header ?? detectHeader(text, { delimiter, quote: chosen.quote }, codes, complete)
  const parts = ['delimiter', 'decimal', 'encoding', 'header'] as const
  return {
    state,
    dialect: { delimiter, encoding, header, ...(chosen.quote && { quote: chosen.quote }) },
    detected: parts.filter(part => chosen[part] === undefined),
    head: { text, complete, marked: markedEncoding(head) !== null }
  }
}

/** What can be read of the head; invalid bytes are named by the reading that follows, with their row. */
function decodeHead(head: Uint8Array, encoding: Dialect['encoding'], complete: boolean): string {
  try {
    return new IncrementalDecoder(encoding).decode(head, complete)
  } catch (error) {
    if (error instanceof InvalidBytes) return error.textBefore
    throw error
  }
}

/** A file without a single record. */
export function emptyFile(file: string): Problem {
  return {
    code: 'CSV_EMPTY',
    what: 'the file is empty',
    meaning: 'there is nothing to compute from',
    action: 'choose a CSV with a row of names and rows of numbers',
    place: { file }
  }
}
