/** Lets go of kernels' memories that nothing refers to any more. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Below this they may wait until the thread collects its garbage anyway: now it takes some 7 ms. */
const worthwhileBytes = 18 * 1024 ** 2

/**
 * Collects the garbage of this thread, once large memories are a part of it. It would wait for long by itself: shared memory counts for no
 * thread's heap, so a small heap does not fill up however much it refers to.
 *
 * @param bytes of the memories
 */
export function collectMemories(bytes: number): void {
  if (bytes < worthwhileBytes) return
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('typeof gc === "function" ? gc : null')
  setFlagsFromString('--no-expose-gc')
  if (typeof collect === 'function') collect()
}
