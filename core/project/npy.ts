/**
 * One NumPy array as bytes: the NPY format, little-endian and in C order.
 * Written as version 1.0; versions 2.0 and 3.0 are read too, they only have room for a longer header.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
import { failure, success, type Problem, type Result } from '../api/problem'

/** An array and its shape: `[]` for a scalar, `[n]`, `[k, n]`; values row by row. */
export type NpyArray =
  | { readonly dtype: 'float64'; readonly shape: readonly number[]; readonly values: Float64Array }
  | { readonly dtype: 'int32'; readonly shape: readonly number[]; readonly values: Int32Array }
  | { readonly dtype: 'int64'; readonly shape: readonly number[]; readonly values: BigInt64Array }
  | { readonly dtype: 'unicode'; readonly shape: readonly number[]; readonly values: readonly string[] }

const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)
const alignment = 64
const bytesPerCharacter = 4
const lastCodePoint = 0x10ffff

/**
 * Encode an array as NPY 1.0.
 *
 * Texts are stored as UCS-4, padded with NUL to the longest: as with NumPy, NULs at the end of a text are not kept.
 *
 * @param array values must fill the shape
 * @returns header padded to a multiple of 64 bytes, then the values, little-endian
 * @throws RangeError when the values do not fill the shape, or the header is too long for version 1.0
 */
export function writeNpy(array: NpyArray): Uint8Array {
  const count = elementCount(array.shape)
  if (array.values.length !== count) throw new RangeError(`${array.values.length} values do not fill the shape (${array.shape.join(', ')})`)
  switch (array.dtype) {
    case 'float64': return withHeader('<f8', array.shape, bytesOf(array.values))
    case 'int32': return withHeader('<i4', array.shape, bytesOf(array.values))
    case 'int64': return withHeader('<i8', array.shape, bytesOf(array.values))
    case 'unicode': {
      const texts = array.values.map(text => Array.from(text, character => character.codePointAt(0) ?? 0))
      // NumPy has no type of width 0: an array of empty texts is <U1.
      const width = texts.reduce((longest, text) => Math.max(longest, text.length), 1)
      return withHeader(`<U${width}`, array.shape, encodeTexts(texts, width))
    }
  }
}

/**
 * Decode one array.
 *
 * @param bytes a whole NPY file, version 1.0, 2.0 or 3.0
 * @param name of the array, for the problem's sentence
 * @returns the array with its own copy of the values; MOMENTS_INVALID for damaged bytes, MOMENTS_UNSUPPORTED for
 * Fortran order, big-endian numbers and other types than <f8, <i4, <i8, <U
 */
export function readNpy(bytes: Uint8Array, name: string): Result<NpyArray> {
  const header = readHeader(bytes)
  if (typeof header === 'string') return failure(npyProblem('MOMENTS_INVALID', name, header))
  if (header.fortranOrder) return failure(npyProblem('MOMENTS_UNSUPPORTED', name, 'is stored column by column (Fortran order)'))
  const element = elementOf(header.descr)
  if (!element) return failure(npyProblem('MOMENTS_UNSUPPORTED', name, `has the type ${header.descr}, which is not read here (<f8, <i4, <i8 and <U are)`))
  const count = elementCount(header.shape)
  const expected = count * element.bytes
  const found = bytes.length - header.dataStart
  if (expected !== found) return failure(npyProblem('MOMENTS_INVALID', name, `holds ${found} bytes of values, its shape and type need ${expected}`))
  // A copy of its own: aligned for the typed array, and free of the file it came from.
  const data = new Uint8Array(bytes.subarray(header.dataStart))
  const shape = header.shape
  switch (element.dtype) {
    case 'float64': return success({ dtype: 'float64', shape, values: new Float64Array(data.buffer) })
    case 'int32': return success({ dtype: 'int32', shape, values: new Int32Array(data.buffer) })
    case 'int64': return success({ dtype: 'int64', shape, values: new BigInt64Array(data.buffer) })
    case 'unicode': {
      const values = decodeTexts(data, count, element.bytes / bytesPerCharacter)
      return values ? success({ dtype: 'unicode', shape, values }) : failure(npyProblem('MOMENTS_INVALID', name, 'holds a character beyond U+10FFFF'))
    }
  }
}

function withHeader(descr: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`
  const prefix = magic.length + 4
  const total = Math.ceil((prefix + dictionary.length + 1) / alignment) * alignment
  if (total - prefix > 0xffff) throw new RangeError('the header is too long for NPY 1.0')
  const bytes = new Uint8Array(total + data.length).fill(0x20, prefix, total)
  bytes.set(magic)
  bytes[6] = 1
  new DataView(bytes.buffer).setUint16(8, total - prefix, true)
  bytes.set(new TextEncoder().encode(dictionary), prefix)
  bytes[total - 1] = 0x0a
  bytes.set(data, total)
  return bytes
}

interface NpyHeader {
  readonly descr: string
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
  readonly dataStart: number
}

/** The header, or what is wrong with it. */
function readHeader(bytes: Uint8Array): NpyHeader | string {
  if (bytes.length < 12 || magic.some((byte, index) => bytes[index] !== byte)) return 'does not begin as an NPY array'
  const version = bytes[6] ?? 0
  if (version < 1 || version > 3) return `is of NPY version ${version}, known are 1 to 3`
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = version === 1 ? 10 : 12
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (start + length > bytes.length) return 'ends within its header'
  const text = new TextDecoder().decode(bytes.subarray(start, start + length))
  // A structured type is a list: it has no plain text after 'descr' and is named as it stands.
  const descr = /'descr'\s*:\s*(?:['"]([^'"]*)['"]|(\[[^\]]*\]))/.exec(text)
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)
  const shape = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)
  if (!descr || !order || !shape) return 'has a header that cannot be understood'
  const sizes = (shape[1] ?? '').split(',').map(size => size.trim()).filter(size => size !== '').map(Number)
  if (!Number.isSafeInteger(elementCount(sizes))) return 'has an impossible shape'
  return { descr: descr[1] ?? descr[2] ?? '', fortranOrder: order[1] === 'True', shape: sizes, dataStart: start + length }
}

function elementOf(descr: string): { readonly dtype: NpyArray['dtype']; readonly bytes: number } | null {
  if (descr === '<f8') return { dtype: 'float64', bytes: 8 }
  if (descr === '<i4') return { dtype: 'int32', bytes: 4 }
  if (descr === '<i8') return { dtype: 'int64', bytes: 8 }
  const width = /^<U(\d{1,9})$/.exec(descr)?.[1]
  return width === undefined ? null : { dtype: 'unicode', bytes: Number(width) * bytesPerCharacter }
}

function elementCount(shape: readonly number[]): number {
  return shape.reduce((count, size) => count * size, 1)
}

function bytesOf(values: Float64Array | Int32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

function encodeTexts(texts: readonly (readonly number[])[], width: number): Uint8Array {
  const bytes = new Uint8Array(texts.length * width * bytesPerCharacter)
  const view = new DataView(bytes.buffer)
  texts.forEach((text, row) => {
    text.forEach((codePoint, column) => view.setUint32((row * width + column) * bytesPerCharacter, codePoint, true))
  })
  return bytes
}

function decodeTexts(data: Uint8Array, count: number, width: number): string[] | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const texts: string[] = []
  for (let row = 0; row < count; row++) {
    let text = ''
    for (let column = 0; column < width; column++) {
      const codePoint = view.getUint32((row * width + column) * bytesPerCharacter, true)
      if (codePoint > lastCodePoint) return null
      text += String.fromCodePoint(codePoint)
    }
    texts.push(withoutTrailingNuls(text))
  }
  return texts
}

function withoutTrailingNuls(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return text.slice(0, end)
}

function npyProblem(code: 'MOMENTS_INVALID' | 'MOMENTS_UNSUPPORTED', name: string, what: string): Problem {
  return {
    code,
    what: `the array "${name}" ${what}`,
    meaning: 'the moments were not read',
    action: 'write the file again with mmi moments, or with numpy.savez following the table of the documentation'
  }
}
