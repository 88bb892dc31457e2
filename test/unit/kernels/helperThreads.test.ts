import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { EigenvalueKernel } from '../../../core/kernels/eigenvalueKernel'
import { usefulThreads } from '../../../core/kernels/helperThreads'
import { randomSymmetric } from '../../support/symmetricMatrices'

/** Large enough for products in four sums and updates in several parts. */
const order = 521
const matrix = randomSymmetric(order, 1)

/** Threads are numbered as they start: the number of one that starts now. */
async function nextThread(): Promise<number> {
  const thread = new Worker('', { eval: true })
  const { threadId } = thread
  await thread.terminate()
  return threadId
}

async function untilHelpersAre(kernel: EigenvalueKernel, count: number): Promise<void> {
  while (kernel.helperCount !== count) await setImmediate()
}

function reduceFrom(kernel: EigenvalueKernel, column: number, to = order): number {
  while (column < to) column = kernel.reducePanel(column)
  return column
}

function alone(): Float64Array {
  const kernel = new EigenvalueKernel('plain')
  kernel.load(matrix, order, 1)
  reduceFrom(kernel, 0)
  return kernel.iterate()!
}

describe('threads that share the reduction', () => {
  it('find the same numbers, to the last bit, as one thread', async () => {
    const kernel = new EigenvalueKernel('plain')
    kernel.load(matrix, order, 1)
    kernel.callHelpers(2)
    await untilHelpersAre(kernel, 2)
    reduceFrom(kernel, 0)
    kernel.dismiss()
    expect([...kernel.iterate()!]).toEqual([...alone()])
    await untilHelpersAre(kernel, 0)
  })

  it('may join and leave half-way', async () => {
    const kernel = new EigenvalueKernel('plain')
    kernel.load(matrix, order, 1)
    const first = reduceFrom(kernel, 0, 64)
    kernel.callHelpers(1)
    await untilHelpersAre(kernel, 1)
    const second = reduceFrom(kernel, first, 160)
    kernel.dismiss()
    await untilHelpersAre(kernel, 0)
    reduceFrom(kernel, second)
    expect([...kernel.iterate()!]).toEqual([...alone()])
  })

  it('rotate eigenvectors back to the same numbers, and come again for it', async () => {
    const some = (): Float64Array => Float64Array.from({ length: 21 * order }, (_, index) => Math.sin(index))
    const kernel = new EigenvalueKernel('plain')
    kernel.load(matrix, order, 1)
    reduceFrom(kernel, 0)
    const expected = kernel.rotateBack(some())
    for (let round = 0; round < 2; round++) {
      kernel.callHelpers(2)
      await untilHelpersAre(kernel, 2)
      expect(kernel.rotateBack(some())).toEqual(expected)
      kernel.dismiss()
      await untilHelpersAre(kernel, 0)
    }
  })

  it('stay for other kernels', async () => {
    const kernels = [new EigenvalueKernel('plain'), new EigenvalueKernel('plain')]
    for (const kernel of kernels) {
      kernel.load(matrix, order, 1)
      kernel.callHelpers(1)
      await untilHelpersAre(kernel, 1)
      kernel.dismiss()
      await untilHelpersAre(kernel, 0)
    }
    const before = await nextThread()
    for (const kernel of kernels.toReversed()) {
      kernel.callHelpers(1)
      await untilHelpersAre(kernel, 1)
      kernel.dismiss()
      await untilHelpersAre(kernel, 0)
    }
    expect(await nextThread()).toBe(before + 1)
  })

  it('are not asked for small matrices, and are a few for large ones', () => {
    expect(usefulThreads(500)).toBe(1)
    expect(usefulThreads(5000)).toBeGreaterThanOrEqual(1)
    expect(usefulThreads(5000)).toBeLessThanOrEqual(4)
  })
})
