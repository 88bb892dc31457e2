import { describe, expect, it, vi } from 'vitest'
import { examineFile } from '../../../core/dataset/examine'
import { MissingCodes } from '../../../core/dataset/missing'
import { withPlainReading } from '../../../core/dataset/plain/reading'
import { collectMemories } from '../../../core/kernels/collect'
import { kernelMemory } from '../../../core/kernels/load'
import type { WasmMemory } from '../../../core/kernels/webAssembly'
import { defaultOptions, temporaryFolder } from '../dataset/temporaryFolder'

const given = vi.hoisted((): WeakRef<object>[] => [])
vi.mock('../../../core/kernels/load', async importOriginal => {
  const load = await importOriginal<typeof import('../../../core/kernels/load')>()
  return {
    ...load,
    kernelMemory: (bytes: number): WasmMemory => {
      const memory = load.kernelMemory(bytes)
      given.push(new WeakRef(memory))
      return memory
    }
  }
})

const folder = temporaryFolder()
const large = 64 * 1024 ** 2
/** A weak reference holds on to what it points at until the work of this turn is done. */
const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
const alive = (): number => given.filter(memory => memory.deref() !== undefined).length

describe('memories of kernels that nothing refers to', () => {
  it('are let go at once when they are large, and those in use are not', async () => {
    given.length = 0
    kernelMemory(large)
    const used = kernelMemory(large)
    await nextTurn()
    collectMemories(1)
    expect(alive()).toBe(2)
    await nextTurn()
    collectMemories(2 * large)
    expect(alive()).toBe(1)
    expect(used.buffer.byteLength).toBe(large)
  })

  it('are those in which a file was read, while what was found in it is kept', async () => {
    const path = folder.write('read.csv', `a,b,kind\n${Array.from({ length: 500 }, (_, row) => `${row / 8},${row % 7},k${row % 3}`).join('\n')}\n`)
    await withPlainReading(path, { ...defaultOptions, label: 'kind' }, { lane: 'plain' }, { sample: { rows: 100, seed: 1 } }, async plain => {
      given.length = 0
      const examined = await examineFile(path, {}, new MissingCodes([]))
      const scanned = await plain!.scan(examined, {})
      expect(given).toHaveLength(1)
      await nextTurn()
      collectMemories(large)
      expect(alive()).toBe(0)
      expect(scanned!.rows).toBe(500)
    })
  })
})
