/**
 * Zip archives whose every byte is checked: the central directory is read by yauzl, what it claims about sizes,
 * checksums and names is believed only once the inflated bytes agree.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import { zipSync, type Zippable } from 'fflate'
import { fromBufferPromise, getFileNameLowLevel, type Entry, type LocalFileHeader, type ZipFile } from 'yauzl'
import { foldedName, unsafeNameReason } from './zipNames'

export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** An entry as it was read; `bytes` may be a view into the archive. */
export interface ReadZipEntry extends ZipEntry {
  readonly compression: 'stored' | 'deflated'
  /** Position of the entry's local header in the file. */
  readonly offset: number
}

export interface ZipLimits {
  readonly entries: number
  /** Of all entries together, inflated. */
  readonly totalBytes: number
  /** Inflated to deflated size of one entry. */
  readonly ratio: number
}

/** The limits of a project and of a moments file. */
export const zipLimits: ZipLimits = { entries: 64, totalBytes: 1024 ** 3, ratio: 200 }

/** What can be wrong with an archive. */
export type ZipFault =
  | { readonly kind: 'not-a-zip'; readonly reason: 'empty' | 'cut-short' | 'other'; readonly details: string }
  | { readonly kind: 'too-many-entries'; readonly count: number; readonly limit: number }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'ratio'; readonly name: string; readonly limit: number }
  | { readonly kind: 'duplicate'; readonly name: string; readonly other: string }
  | { readonly kind: 'unsafe-name'; readonly name: string; readonly why: string }
  | { readonly kind: 'encrypted'; readonly name: string | null }
  | { readonly kind: 'corrupt'; readonly name: string; readonly why: string }

/** Entries that are in order, in the order of the directory, and everything that is not. */
export interface ZipContents {
  readonly entries: readonly ReadZipEntry[]
  readonly faults: readonly ZipFault[]
}

/**
 * Pack entries in the given order, all stored: the same entries give the same bytes, whatever compressor comes later.
 *
 * @param entries names must be safe and distinct
 */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array {
  // fflate writes the local time of a date: made here, it is the same hour in every time zone.
  const fixedTime = new Date(1980, 0, 1)
  const files: Zippable = {}
  for (const entry of entries) {
    if (unsafeNameReason(entry.name) !== null || files[entry.name]) throw new Error(`not a name for a new zip entry: ${JSON.stringify(entry.name)}`)
    files[entry.name] = [entry.bytes, { level: 0, mtime: fixedTime }]
  }
  return zipSync(files)
}

/**
 * Read a whole archive from memory and check all of it. Never throws for bad bytes: what is wrong becomes a fault.
 *
 * @param bytes the archive; keep it unchanged as long as the entries are in use
 */
export async function readZip(bytes: Uint8Array, limits: ZipLimits): Promise<ZipContents> {
  const entries: ReadZipEntry[] = []
  const faults: ZipFault[] = []
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names = new Map<string, string>()
  let remaining = limits.totalBytes
  try {
    const archive = await fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false })
    if (archive.entryCount > limits.entries) return { entries, faults: [{ kind: 'too-many-entries', count: archive.entryCount, limit: limits.entries }] }
    for await (const entry of archive.eachEntry()) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
      const fault = nameFault(name, names)
      if (fault) faults.push(fault)
      const read = await readEntry(archive, entry, name, buffer, remaining, limits)
      if ('kind' in read) {
        faults.push(read)
        // Past the limit no further byte is inflated.
        if (read.kind === 'too-large') break
      } else {
        remaining -= read.bytes.length
        if (!fault) entries.push(read)
      }
    }
  } catch (error) {
    faults.push(archiveFault(bytes, error))
  }
  return { entries, faults }
}

/** Records the name; the fault of a name that is unsafe or stands there already. */
function nameFault(name: string, names: Map<string, string>): ZipFault | null {
  const why = unsafeNameReason(name)
  if (why !== null) return { kind: 'unsafe-name', name, why }
  const folded = foldedName(name)
  const other = names.get(folded)
  if (other !== undefined) return { kind: 'duplicate', name, other }
  names.set(folded, name)
  return null
}

async function readEntry(archive: ZipFile, entry: Entry, name: string, buffer: Buffer, remaining: number, limits: ZipLimits): Promise<ReadZipEntry | ZipFault> {
  let local: LocalFileHeader
  try {
    local = await archive.readLocalFileHeaderPromise(entry)
  } catch (error) {
    return { kind: 'corrupt', name, why: `its header cannot be read (${messageOf(error)})` }
  }
  if (((entry.generalPurposeBitFlag | local.generalPurposeBitFlag) & 1) !== 0) return { kind: 'encrypted', name }
  if (!local.fileName.equals(entry.fileNameRaw)) return { kind: 'corrupt', name, why: 'it goes by another name in the directory of the archive' }
  if (local.compressionMethod !== entry.compressionMethod) return { kind: 'corrupt', name, why: 'it contradicts the directory about its compression' }
  const packed = buffer.subarray(local.fileDataStart, local.fileDataStart + entry.compressedSize)
  const inflated = inflate(name, entry.compressionMethod, packed, remaining, limits)
  if ('kind' in inflated) return inflated
  if (inflated.length !== entry.uncompressedSize) return { kind: 'corrupt', name, why: `it claims ${entry.uncompressedSize} bytes and holds ${inflated.length}` }
  if (crc32(inflated) !== entry.crc32) return { kind: 'corrupt', name, why: 'its checksum (CRC-32) does not match' }
  return { name, bytes: inflated, compression: entry.compressionMethod === 0 ? 'stored' : 'deflated', offset: entry.relativeOffsetOfLocalHeader }
}

/** The bytes behind the packed ones, stopping as soon as a limit is passed. */
function inflate(name: string, method: number, packed: Buffer, remaining: number, limits: ZipLimits): Uint8Array | ZipFault {
  if (method === 0) return packed.length <= remaining ? packed : { kind: 'too-large', limit: limits.totalBytes }
  if (method !== 8) return { kind: 'corrupt', name, why: `it uses the compression method ${method}, which is not read here` }
  const ratioBound = packed.length * limits.ratio
  const bound = Math.min(ratioBound, remaining)
  try {
    // zlib wants room for at least one byte; one byte over the bound is found out below.
    const inflated = inflateRawSync(packed, { maxOutputLength: Math.max(bound, 1) })
    if (inflated.length <= bound) return inflated
  } catch (error) {
    if (!(error instanceof RangeError)) return { kind: 'corrupt', name, why: `it cannot be inflated (${messageOf(error)})` }
  }
  return ratioBound <= remaining ? { kind: 'ratio', name, limit: limits.ratio } : { kind: 'too-large', limit: limits.totalBytes }
}

/** The fault behind an error that ended the reading of the directory. */
function archiveFault(bytes: Uint8Array, error: unknown): ZipFault {
  const details = messageOf(error)
  if (/encryption/.test(details)) return { kind: 'encrypted', name: null }
  if (bytes.length === 0) return { kind: 'not-a-zip', reason: 'empty', details }
  const beginsAsZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return { kind: 'not-a-zip', reason: beginsAsZip ? 'cut-short' : 'other', details }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
