import { describe, expect, it } from 'vitest'
import { readZip, writeZip, zipLimits, type ZipFault } from '../../../core/project/zip'
import { foldedName, printableName, unsafeNameReason } from '../../../core/project/zipNames'
import { rawZip, textBytes, type RawEntry } from './rawZip'

const hello: RawEntry = { name: 'hello.txt', bytes: textBytes('hello hello hello') }
const deflated: RawEntry = { ...hello, deflate: true }

async function faultsOf(bytes: Uint8Array, limits = zipLimits): Promise<readonly ZipFault[]> {
  return (await readZip(bytes, limits)).faults
}

describe('a zip archive', () => {
  it('reads back as it was written, in order', async () => {
    const entries = [{ name: 'b', bytes: textBytes('1') }, { name: 'a/ü.txt', bytes: new Uint8Array(0) }, { name: 'folder/', bytes: new Uint8Array(0) }]
    const { entries: read, faults } = await readZip(writeZip(entries), zipLimits)
    expect(faults).toEqual([])
    expect(read.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) }))).toEqual(entries)
  })

  it('has the same bytes in every time zone', () => {
    const zone = process.env['TZ']
    const inZone = (name: string): Uint8Array => {
      process.env['TZ'] = name
      return writeZip([hello])
    }
    try {
      expect(Buffer.compare(inZone('Pacific/Kiritimati'), inZone('America/Los_Angeles'))).toBe(0)
      // 1980-01-01 00:00:00 in the local header's DOS time and date.
      expect(Array.from(writeZip([hello]).subarray(10, 14))).toEqual([0, 0, 0x21, 0])
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  })

  it('is not written with a name that is unsafe or there twice', () => {
    expect(() => writeZip([{ name: '../x', bytes: hello.bytes }])).toThrow('not a name')
    expect(() => writeZip([hello, hello])).toThrow('not a name')
  })

  it('is read stored and deflated', async () => {
    const { entries, faults } = await readZip(rawZip([hello, { ...deflated, name: 'again.txt' }]), zipLimits)
    expect(faults).toEqual([])
    expect(entries.map(entry => entry.compression)).toEqual(['stored', 'deflated'])
    expect(entries.map(entry => new TextDecoder().decode(entry.bytes))).toEqual(['hello hello hello', 'hello hello hello'])
  })
})

describe('an archive that lies', () => {
  const cases: readonly (readonly [string, Uint8Array, readonly ZipFault[]])[] = [
    ['twice the same name', rawZip([hello, hello]), [{ kind: 'duplicate', name: 'hello.txt', other: 'hello.txt' }]],
    ['names that differ in case', rawZip([hello, { ...hello, name: 'HELLO.txt' }]), [{ kind: 'duplicate', name: 'HELLO.txt', other: 'hello.txt' }]],
    ['names that differ in composition', rawZip([{ ...hello, name: 'é', flags: 0x800 }, { ...hello, name: 'e\u0301', flags: 0x800 }]), [{ kind: 'duplicate', name: 'e\u0301', other: 'é' }]],
    ['a file and a folder of one name', rawZip([hello, { name: 'hello.txt/', bytes: new Uint8Array(0) }]), [{ kind: 'duplicate', name: 'hello.txt/', other: 'hello.txt' }]],
    ['a name that leads out', rawZip([{ ...hello, name: '../x' }]), [{ kind: 'unsafe-name', name: '../x', why: 'leads out of the archive with ".."' }]],
    ['a name that leads out deeper', rawZip([{ ...hello, name: 'a/../../x' }]), [{ kind: 'unsafe-name', name: 'a/../../x', why: 'leads out of the archive with ".."' }]],
    ['an absolute name', rawZip([{ ...hello, name: '/etc/passwd' }]), [{ kind: 'unsafe-name', name: '/etc/passwd', why: 'is an absolute path' }]],
    ['a drive', rawZip([{ ...hello, name: 'C:x' }]), [{ kind: 'unsafe-name', name: 'C:x', why: 'is an absolute path' }]],
    ['a backslash', rawZip([{ ...hello, name: 'a\\b' }]), [{ kind: 'unsafe-name', name: 'a\\b', why: 'contains a backslash' }]],
    ['a NUL', rawZip([{ ...hello, name: 'a\0b', flags: 0x800 }]), [{ kind: 'unsafe-name', name: 'a\0b', why: 'contains a NUL character' }]],
    ['no name', rawZip([{ ...hello, name: '' }]), [{ kind: 'unsafe-name', name: '', why: 'is empty' }]],
    ['an empty step', rawZip([{ ...hello, name: 'a//b' }]), [{ kind: 'unsafe-name', name: 'a//b', why: 'contains an empty step' }]],
    ['encryption', rawZip([{ ...hello, flags: 1 }]), [{ kind: 'encrypted', name: 'hello.txt' }]],
    ['strong encryption', rawZip([{ ...hello, flags: 0x41 }]), [{ kind: 'encrypted', name: null }]],
    ['a wrong checksum', rawZip([{ ...hello, crc: 1 }]), [{ kind: 'corrupt', name: 'hello.txt', why: 'its checksum (CRC-32) does not match' }]],
    ['too large a size', rawZip([{ ...deflated, size: 18 }]), [{ kind: 'corrupt', name: 'hello.txt', why: 'it claims 18 bytes and holds 17' }]],
    ['too small a size', rawZip([{ ...deflated, size: 3 }]), [{ kind: 'corrupt', name: 'hello.txt', why: 'it claims 3 bytes and holds 17' }]],
    ['a stored size that lies', rawZip([{ ...hello, size: 3 }]), [{ kind: 'corrupt', name: 'hello.txt', why: 'it claims 3 bytes and holds 17' }]],
    ['another name in the header', rawZip([{ ...hello, localName: 'other.txt' }]), [{ kind: 'corrupt', name: 'hello.txt', why: 'it goes by another name in the directory of the archive' }]],
    ['an unknown compression', rawZip([{ ...hello, method: 9 }]), [{ kind: 'corrupt', name: 'hello.txt', why: 'it uses the compression method 9, which is not read here' }]],
    ['a bomb', rawZip([{ name: 'bomb', bytes: new Uint8Array(1_000_000), deflate: true }]), [{ kind: 'ratio', name: 'bomb', limit: 200 }]],
    ['a bomb that claims to be small', rawZip([{ name: 'bomb', bytes: new Uint8Array(1_000_000), deflate: true, size: 10 }]), [{ kind: 'ratio', name: 'bomb', limit: 200 }]],
    ['too many entries', rawZip(Array.from({ length: 65 }, (_, index) => ({ ...hello, name: `part ${index}` }))), [{ kind: 'too-many-entries', count: 65, limit: 64 }]]
  ]
  it.each(cases)('with %s is found out', async (_, bytes, expected) => {
    expect(await faultsOf(bytes)).toEqual(expected)
  })

  it('may hold as much as the limits allow, and no byte more', async () => {
    const bytes = rawZip([hello, { ...deflated, name: 'again.txt' }])
    expect(await faultsOf(bytes, { ...zipLimits, totalBytes: 34 })).toEqual([])
    expect(await faultsOf(bytes, { ...zipLimits, totalBytes: 33 })).toEqual([{ kind: 'too-large', limit: 33 }])
    expect(await faultsOf(bytes, { ...zipLimits, totalBytes: 16 })).toEqual([{ kind: 'too-large', limit: 16 }])
    expect(await faultsOf(rawZip(Array.from({ length: 64 }, (_, index) => ({ ...hello, name: `part ${index}` }))))).toEqual([])
  })

  it('is not believed about data beyond its end', async () => {
    expect(await faultsOf(rawZip([{ ...hello, packedSize: 100_000, size: 100_000 }]))).toMatchObject([{ kind: 'corrupt', name: 'hello.txt' }])
  })

  it('has all its faults listed, and its sound entries read', async () => {
    const { entries, faults } = await readZip(rawZip([{ ...hello, crc: 1 }, { ...hello, name: '../x' }, { ...hello, name: 'good' }, { ...hello, name: 'good' }]), zipLimits)
    expect(faults.map(fault => fault.kind)).toEqual(['corrupt', 'unsafe-name', 'duplicate'])
    expect(entries.map(entry => entry.name)).toEqual(['good'])
  })
})

describe('what is no archive', () => {
  it('is told apart: empty, cut short, something else', async () => {
    const bytes = rawZip([hello])
    expect(await faultsOf(new Uint8Array(0))).toMatchObject([{ kind: 'not-a-zip', reason: 'empty' }])
    for (const length of [3, 30, bytes.length - 22, bytes.length - 1]) {
      expect(await faultsOf(bytes.subarray(0, length))).toMatchObject([{ kind: 'not-a-zip', reason: 'cut-short' }])
    }
    expect(await faultsOf(textBytes('a,b\n1,2\n'))).toMatchObject([{ kind: 'not-a-zip', reason: 'other' }])
  })

  it('is an archive with more entries in its count than in its directory', async () => {
    expect(await faultsOf(rawZip([hello], 2))).toMatchObject([{ kind: 'not-a-zip', reason: 'cut-short' }])
  })
})

describe('entry names', () => {
  it('are safe when they are plain relative paths', () => {
    for (const name of ['mimetype', 'a/b.txt', 'folder/', '..x', 'x..', 'ä ö', '.DS_Store']) expect(unsafeNameReason(name)).toBeNull()
    for (const name of ['./x', 'x/.', '12', '__proto__']) expect(unsafeNameReason(name)).not.toBeNull()
  })

  it('are the same without case and composition', () => {
    expect(foldedName('STRASSE')).toBe(foldedName('straße'))
    expect(foldedName('a')).not.toBe(foldedName('b'))
  })

  it('are shown without control characters and not at any length', () => {
    expect(printableName('a\u001b[2J\u202eb')).toBe('"a\\u001b[2J\\u202eb"')
    expect(printableName('x'.repeat(500)).length).toBeLessThan(90)
  })
})
