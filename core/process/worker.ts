/** Entry of a worker thread: one task, then the thread ends. */
import { parentPort, workerData } from 'node:worker_threads'
import { runTask, type Task } from './tasks'
import { problemOf } from './problemOf'
import { failure, type Result } from '../api/problem'
import type { JobProgress } from '../api/contract'

export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Omit<JobProgress, 'job'> }
  | { readonly type: 'done'; readonly result: Result<unknown> }

async function work(task: Task): Promise<Result<unknown>> {
  try {
    return await (runTask as (task: Task, hooks: object) => Promise<Result<unknown>>)(task, {
      onProgress: (progress: Omit<JobProgress, 'job'>) => post({ type: 'progress', progress })
    })
  } catch (error) {
    return failure(problemOf(error))
  }
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

if (parentPort) void work(workerData as Task).then(result => post({ type: 'done', result }))
