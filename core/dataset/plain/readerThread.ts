/** A thread that reads parts of a CSV (`thread.ts`), as those see it who ask it. */
import { Worker } from 'node:worker_threads'
import type { PartSetUp } from './partReader'
import type { PartAnswer, PartRequest } from './thread'

export class ReaderThread {
  private readonly worker: Worker
  private readonly waiting: { readonly resolve: (answer: PartAnswer) => void; readonly reject: (error: Error) => void }[] = []
  private failed: Error | null = null

  /** @param entry path of the built thread */
  constructor(entry: string) {
    this.worker = new Worker(entry)
    this.worker.on('message', (answer: PartAnswer) => this.waiting.shift()?.resolve(answer))
    this.worker.on('error', error => this.fail(error))
    this.worker.on('exit', () => this.fail(new Error('a thread that reads ended before it answered')))
  }

  /** Says what is to be read: before anything is asked, and once. */
  begin(setUp: PartSetUp): void {
    this.worker.postMessage({ type: 'begin', setUp } satisfies PartRequest)
  }

  /** The answers come in the order of the questions. Rejected when the thread fails or ends. */
  ask(request: Exclude<PartRequest, { type: 'begin' }>): Promise<PartAnswer> {
    return new Promise((resolve, reject) => {
      if (this.failed) return reject(this.failed)
      this.waiting.push({ resolve, reject })
      this.worker.postMessage(request)
    })
  }

  end(): void {
    void this.worker.terminate()
  }

  private fail(error: unknown): void {
    this.failed ??= error instanceof Error ? error : new Error(String(error))
    for (const { reject } of this.waiting.splice(0)) reject(this.failed)
  }
}

/** Threads that start while the head of a file is still being looked at. */
export class StartedThreads {
  private readonly threads: ReaderThread[]

  constructor(entry: string, count: number) {
    this.threads = Array.from({ length: count }, () => new ReaderThread(entry))
  }

  /** One of them, or a new one when there are no more. */
  take(entry: string): ReaderThread {
    return this.threads.pop() ?? new ReaderThread(entry)
  }

  /** Ends those that nobody took. */
  end(): void {
    for (const thread of this.threads.splice(0)) thread.end()
  }
}
