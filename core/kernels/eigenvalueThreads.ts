/** Threads that help with the eigenvalues of large matrices. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { WasmMemory, WasmModule } from './webAssembly'

/** Below this order a thread has hardly started when the work is done. */
const threadedOrder = 1000

/** More do not help: half of the work waits for the memory. */
const mostThreads = 4

/** How many threads, this one among them, are worth their while on this machine. */
export function usefulThreads(order: number): number {
  return order < threadedOrder ? 1 : mostUsefulThreads()
}

export function mostUsefulThreads(): number {
  return Math.min(mostThreads, availableParallelism())
}

/**
 * What a helper runs, as text: so it needs no file of its own in a bundle or an archive. It joins when it has started, which the
 * leader does not wait for; it ends when it is dismissed, or with the thread that started it.
 */
const helperSource = `
const { workerData: { module, memory } } = require('node:worker_threads')
new WebAssembly.Instance(module, { env: { memory } }).exports.assist()
`

export function startHelpers(module: WasmModule, memory: WasmMemory, count: number): void {
  for (let index = 0; index < count; index++) {
    const helper = new Worker(helperSource, { eval: true, workerData: { module, memory } })
    // without it the leader is slower, no more
    helper.on('error', () => undefined)
    helper.unref()
  }
}
