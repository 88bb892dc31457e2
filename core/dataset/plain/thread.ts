/** Entry of a thread that reads parts of a CSV. */
import { parentPort } from 'node:worker_threads'
import { kernelVariant } from '../../kernels/load'
import { PartReader, type ChunkOutcome, type ChunkTask, type PartResult, type PartSetUp } from './partReader'

export type PartAnswer = { readonly type: 'chunk'; readonly outcome: ChunkOutcome | null } | { readonly type: 'finished'; readonly result: PartResult }
export type PartRequest = { readonly type: 'begin'; readonly setUp: PartSetUp } | { readonly type: 'read'; readonly task: ChunkTask } | { readonly type: 'finish' }

if (parentPort) {
  // sets the flags that compiled code needs in this thread too
  kernelVariant()
  let reader: PartReader | null = null
  const begun = (): PartReader => {
    if (!reader) throw new Error('a thread was asked to read before it was told what')
    return reader
  }
  const answer = (message: PartAnswer): void => parentPort?.postMessage(message)
  parentPort.on('message', (request: PartRequest) => {
    switch (request.type) {
      case 'begin':
        reader = new PartReader(request.setUp)
        break
      case 'read':
        answer({ type: 'chunk', outcome: begun().read(request.task) })
        break
      case 'finish':
        answer({ type: 'finished', result: begun().finish() })
        break
    }
  })
}
