import { crc32, deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { withResolution } from '../../../core/report/png'

/** A chunk, its checksum by zlib: independent of ours. */
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const header = chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
const rest = Buffer.concat([chunk('IDAT', deflateSync(Buffer.from([0, 128]))), chunk('IEND', Buffer.alloc(0))])

it('the resolution stands behind the header with a right checksum, and nothing else changes', () => {
  const data = Buffer.alloc(9)
  // 96 dots an inch are 3779.5 a metre; at twice the pixels 7559.06
  data.writeUInt32BE(7559, 0)
  data.writeUInt32BE(7559, 4)
  data[8] = 1
  const png = new Uint8Array(Buffer.concat([signature, header, rest]))
  expect(Buffer.from(withResolution(png, 2))).toEqual(Buffer.concat([signature, header, chunk('pHYs', data), rest]))
})
