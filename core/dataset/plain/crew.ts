/** Those who read the chunks of a file: this thread, and for long files threads beside it. */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { recordFinder, type FindRecords } from '../../kernels/tableKernel'
import { TableView } from '../../kernels/tableView'
import { threadsInMemory } from '../memoryLimit'
import { PartReader, type ChunkOutcome, type ChunkTask, type PartResult, type PartSetUp } from './partReader'
import type { ReaderThread, StartedThreads } from './readerThread'
import { shareOfReader, turns } from './turns'

export interface Part {
  readonly view: TableView
  readonly findRecords: FindRecords
  /** null when the chunk is not for this reader. Chunks are read in the order given. */
  read(task: ChunkTask): Promise<ChunkOutcome | null>
  finish(): Promise<PartResult>
  /** Ends the thread; what the view shows stays. */
  end(): void
}

/** Slots of each part: one is read while the next are filled, ahead of a time in which a part or the reader does something else. */
export const slotsPerPart = 3

/** Where the built thread is: beside this code, or above the folder of chunks; null in a checkout that is not built. */
function builtThread(): string | null {
  const { dirname } = import.meta
  return [join(dirname, 'reader.js'), join(dirname, '../reader.js')].find(existsSync) ?? null
}

/** Files below this are read before a thread has started. */
const fewestThreadedBytes = 4 * 1024 ** 2
const mostThreads = 8

export interface ThreadsWanted {
  /** Path of the built thread, for tests. */
  readonly entry: string
  /** This one among them. */
  readonly count: number
}

/** Threads for a file of so many bytes and features. */
export function threadsFor(bytes: number, features: number): ThreadsWanted {
  const entry = bytes < fewestThreadedBytes ? null : builtThread()
  return entry === null ? { entry: '', count: 1 } : { entry, count: threadsInMemory(features, Math.min(mostThreads, availableParallelism())) }
}

export interface Crew {
  readonly parts: readonly Part[]
  /** For every chunk the index of the part that reads it. */
  readonly turns: Iterator<number, never>
}

/** @param hashed whether the bytes are, while they are read @param started threads to take before others are started @param setUp of the part with this number */
export function formCrew(features: number, hashed: boolean, { entry, count }: ThreadsWanted, started: StartedThreads, setUp: (part: number) => PartSetUp): Crew {
  const share = shareOfReader(features, count, hashed)
  const inThread = (part: number): Part => threadPart(setUp(part), started.take(entry))
  const first = share === 0 ? inThread(0) : ownPart(setUp(0))
  return { parts: [first, ...Array.from({ length: count - 1 }, (_, index) => inThread(index + 1))], turns: turns(count, share === 0 ? 1 / count : share) }
}

const shown = ({ settings, memory, modules }: PartSetUp) => ({ view: new TableView(settings.shape, memory), findRecords: recordFinder(settings.dialect, modules, memory) })

function ownPart(setUp: PartSetUp): Part {
  const reader = new PartReader(setUp)
  return {
    ...shown(setUp),
    read: task => Promise.resolve(reader.read(task)),
    finish: () => Promise.resolve(reader.finish()),
    end: () => undefined
  }
}

function threadPart(setUp: PartSetUp, thread: ReaderThread): Part {
  const unexpected = (): never => { throw new Error('a thread that reads gave another answer than it was asked for') }
  thread.begin(setUp)
  return {
    ...shown(setUp),
    read: async task => {
      const answer = await thread.ask({ type: 'read', task })
      return answer.type === 'chunk' ? answer.outcome : unexpected()
    },
    finish: async () => {
      const answer = await thread.ask({ type: 'finish' })
      return answer.type === 'finished' ? answer.result : unexpected()
    },
    end: () => thread.end()
  }
}
