/** Zip archives written record by record, so that every lie can be told. */
import { crc32, deflateRawSync } from 'node:zlib'
import { application, currentVersion } from '../../../core/project/formatVersion'
import { manifestFormat } from '../../../core/project/manifest'
import { sha256 } from '../../../core/project/sha256'

export interface RawEntry {
  readonly name: string
  readonly bytes: Uint8Array
  /** What is written in place of the truth. */
  readonly deflate?: boolean
  readonly method?: number
  readonly flags?: number
  readonly crc?: number
  readonly size?: number
  readonly packedSize?: number
  readonly localName?: string
  readonly extra?: Uint8Array
}

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export function rawZip(entries: readonly RawEntry[], claimedCount = entries.length): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const packed = Buffer.from(entry.deflate ? deflateRawSync(entry.bytes) : entry.bytes)
    const local = record(entry, packed, Buffer.from(entry.localName ?? entry.name), null)
    directory.push(record(entry, packed, Buffer.from(entry.name), offset))
    locals.push(local, packed)
    offset += local.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(claimedCount, 8)
  end.writeUInt16LE(claimedCount, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...locals, central, end]))
}

/** A local header, or the directory's record of it when the local header's offset is given. */
function record(entry: RawEntry, packed: Buffer, name: Buffer, offset: number | null): Buffer {
  const extra = Buffer.from(entry.extra ?? [])
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(entry.flags ?? 0, 2)
  common.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 4)
  common.writeUInt16LE(0x21, 8)
  common.writeUInt32LE(entry.crc ?? crc32(entry.bytes), 10)
  common.writeUInt32LE(entry.packedSize ?? packed.length, 14)
  common.writeUInt32LE(entry.size ?? entry.bytes.length, 18)
  common.writeUInt16LE(name.length, 22)
  common.writeUInt16LE(extra.length, 24)
  if (offset === null) return Buffer.concat([Buffer.from('PK\x03\x04'), common, name, extra])
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, tail, name, extra])
}

export interface RawPart {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The manifest that tells the truth about these parts. */
export function manifestOf(parts: readonly RawPart[], changes: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return textBytes(JSON.stringify({
    format: manifestFormat,
    version: currentVersion,
    app: application,
    parts: parts.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256(bytes) })),
    ...changes
  }))
}

export const mimetypeEntry: RawEntry = { name: 'mimetype', bytes: textBytes('application/vnd.mmi-workbench.project+zip') }

/** A whole project from its parts; `further` entries are not in the manifest. */
export function rawProject(parts: readonly RawPart[], further: readonly RawEntry[] = [], manifestChanges: Readonly<Record<string, unknown>> = {}): Uint8Array {
  return rawZip([mimetypeEntry, { name: 'manifest.json', bytes: manifestOf(parts, manifestChanges) }, ...parts, ...further])
}

export function documentBytes(document: unknown): Uint8Array {
  return textBytes(JSON.stringify(document))
}
