import { describe, expect, it } from 'vitest'
import { describeProblem, ProblemError } from '../../../core/api/problem'
import { machineMemory, requireMemory, threadsInMemory, withinMemory } from '../../../core/dataset/memoryLimit'

const gigabyte = 1024 ** 3

describe('what memory allows', () => {
  it('is ten thousand columns on a small machine, by one thread where two would take too much', () => {
    expect(() => requireMemory(10_000, 'wide.csv', 4 * gigabyte)).not.toThrow()
    expect([threadsInMemory(10_000, 2, 4 * gigabyte), threadsInMemory(10_000, 2, 8 * gigabyte), threadsInMemory(784, 2, 4 * gigabyte)]).toEqual([2, 2, 2])
    expect([threadsInMemory(10_000, 2, 2 * gigabyte), threadsInMemory(16_000, 4, 8 * gigabyte)]).toEqual([1, 2])
  })

  it('ends in a sentence that says where the moments can be computed', () => {
    const refused = (): void => requireMemory(16_000, 'wide.csv', 2 * gigabyte)
    expect(refused).toThrow(ProblemError)
    expect(messageOf(refused)).toBe('MEMORY_TOO_SMALL: the products of 16000 columns need 2.4 GB of memory, this machine has 2.0 GB (wide.csv); nothing was computed. '
      + 'Choose fewer columns (--features), or compute the moments on a larger machine (mmi moments) and open the moments file here.')
  })

  it('is said the same when the machine does not give what it has, and bugs stay bugs', async () => {
    const failing = (error: Error): Promise<never> => withinMemory(() => 5000, 'wide.csv', () => Promise.reject(error))
    await expect(failing(new RangeError('Array buffer allocation failed'))).rejects.toMatchObject({ problem: { code: 'MEMORY_TOO_SMALL', details: 'Array buffer allocation failed' } })
    await expect(failing(new RangeError('WebAssembly.Memory(): could not allocate memory'))).rejects.toMatchObject({ problem: { code: 'MEMORY_TOO_SMALL' } })
    await expect(failing(new RangeError('offset is out of bounds'))).rejects.toThrow('offset is out of bounds')
  })

  it('is known of this machine', () => {
    expect(machineMemory()).toBeGreaterThan(2 ** 28)
    expect(machineMemory()).toBeLessThan(2 ** 50)
  })
})

function messageOf(work: () => void): string {
  try {
    work()
    return ''
  } catch (error) {
    return error instanceof ProblemError ? describeProblem(error.problem) : String(error)
  }
}
