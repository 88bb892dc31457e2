/** Entry of a thread that reads parts of a CSV. */
import { parentPort, workerData } from 'node:worker_threads'
import { kernelVariant } from '../../kernels/load'
import { PartReader, type ChunkOutcome, type ChunkTask, type PartResult, type PartSetUp } from './partReader'

export type PartAnswer = { readonly type: 'chunk'; readonly outcome: ChunkOutcome | null } | { readonly type: 'finished'; readonly result: PartResult }
export type PartRequest = { readonly type: 'read'; readonly task: ChunkTask } | { readonly type: 'finish' }

if (parentPort) {
  // sets the flags that compiled code needs in this thread too
  kernelVariant()
  const reader = new PartReader(workerData as PartSetUp)
  const answer = (message: PartAnswer): void => parentPort?.postMessage(message)
  parentPort.on('message', (request: PartRequest) => {
    if (request.type === 'read') answer({ type: 'chunk', outcome: reader.read(request.task) })
    else answer({ type: 'finished', result: reader.finish() })
  })
}
