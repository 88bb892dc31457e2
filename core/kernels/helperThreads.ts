/** Threads that help kernels with large matrices. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { WasmMemory, WasmModule } from './webAssembly'

/** Below this order what threads tell each other takes as long as what they save. */
const threadedOrder = 700

/** More do not help below order 2,000, where half of the work waits for the memory; above nobody has measured. */
const mostThreads = 4

/** How many threads, this one among them, are worth their while for the eigenvalues of a matrix on this machine. */
export function usefulThreads(order: number): number {
  return order < threadedOrder ? 1 : mostUsefulThreads()
}

export function mostUsefulThreads(): number {
  return Math.min(mostThreads, availableParallelism())
}

/**
 * What a helper runs, as text: so it needs no file of its own in a bundle or an archive. For each kernel that calls it, it joins the
 * team of that memory, which the leader does not wait for, until it is dismissed.
 */
const helperSource = `
const { parentPort } = require('node:worker_threads')
parentPort.on('message', ({ module, memory }) => new WebAssembly.Instance(module, { env: { memory } }).exports.assist())
`

/** Those of this thread: a thread takes some 20 ms to start, so they stay for the next kernel, and end with the thread that started them. */
const helpers = new Set<Worker>()

/** Starts those that a matrix of this order will want, for whoever knows of it before there is work. */
export function startHelpers(order: number): void {
  while (helpers.size < usefulThreads(order) - 1) startHelper()
}

/** How many have been started and would cost nothing more. */
export function startedHelpers(): number {
  return helpers.size
}

export function callHelpers(module: WasmModule, memory: WasmMemory, count: number): void {
  while (helpers.size < count) startHelper()
  for (const helper of [...helpers].slice(0, count)) helper.postMessage({ module, memory })
}

function startHelper(): void {
  const helper = new Worker(helperSource, { eval: true })
  // without it the leader is slower, no more
  helper.on('error', () => helpers.delete(helper))
  helper.unref()
  helpers.add(helper)
}
