/** Tasks in worker threads, each with progress and cancel. Cancelling ends the thread at once. */
import { Worker } from 'node:worker_threads'
import { failure, type Problem, type Result } from '../api/problem'
import { cancelledJob } from './cancelledJob'
import type { TaskHooks, TaskKind, Tasks } from './tasks'
import type { WorkerMessage } from './worker'

export type TaskRunner = <K extends TaskKind>(task: { readonly kind: K } & Tasks[K]['input'], hooks?: TaskHooks) => Promise<Result<Tasks[K]['output']>>

/** Runs tasks in threads of their own. @param entry path of the built worker.js */
export function workerRunner(entry: string): TaskRunner {
  return (task, hooks = {}) =>
    new Promise(resolve => {
      if (hooks.signal?.aborted) return resolve(failure(cancelledJob))
      const worker = new Worker(entry, { workerData: task })
      const finish = (result: Result<never>): void => {
        hooks.signal?.removeEventListener('abort', abort)
        void worker.terminate()
        resolve(result)
      }
      const abort = (): void => finish(failure(cancelledJob))
      hooks.signal?.addEventListener('abort', abort)
      worker.on('message', (message: WorkerMessage) => {
        if (message.type === 'progress') hooks.onProgress?.(message.progress)
        else finish(message.result as Result<never>)
      })
      worker.on('error', error => finish(failure(threadProblem(error))))
      worker.on('exit', code => finish(failure(threadProblem(new Error(`the thread ended with ${code} before it answered`)))))
    })
}

function threadProblem(error: Error): Problem {
  const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
  return {
    code: outOfMemory ? 'NUMERICAL_FAILURE' : 'INTERNAL',
    what: outOfMemory ? 'the computation ran out of memory' : 'the computation stopped unexpectedly',
    meaning: 'the last result stands',
    action: outOfMemory ? 'use fewer columns, or a moments file computed elsewhere' : 'try again, and report it if it happens twice',
    details: error.stack ?? error.message
  }
}

/** The running jobs of one window, by the id that the window gave them. */
export class Jobs {
  readonly #running = new Map<string, AbortController>()

  async run<T>(id: string, work: (signal: AbortSignal) => Promise<Result<T>>): Promise<Result<T>> {
    const controller = new AbortController()
    this.#running.set(id, controller)
    try {
      return await work(controller.signal)
    } finally {
      if (this.#running.get(id) === controller) this.#running.delete(id)
    }
  }

  /** Unknown ids are jobs that have ended: nothing to do. */
  cancel(id: string): void {
    this.#running.get(id)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort()
  }
}
