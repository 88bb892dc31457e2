/** One pass over the bytes of a file: cut into chunks of whole records, which the crew reads in turn. */
import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { ProblemError } from '../../api/problem'
import type { FoundRecords } from '../../kernels/tableKernel'
import { cancelledProblem, fileProblem } from '../files'
import type { LoadHooks, LoadProgress } from '../hooks'
import { ReservoirDraw } from '../rowSample'
import { slotsPerPart, type Crew, type Part } from './crew'
import type { ChunkOutcome, PartResult } from './partReader'
import { drawChunk, type KeptRows } from './sharedSample'

export interface PassPlan {
  readonly path: string
  readonly totalBytes: number
  readonly stage: LoadProgress['stage']
  /** Lines before the first row. */
  readonly headerLines: number
  /** null: no rows are kept. */
  readonly sample: { readonly capacity: number; readonly seed: number } | null
  /** Used rows of every chunk, when an earlier pass counted them; null: every record is thought to be one. */
  readonly usedRows: readonly number[] | null
}

export interface PassOutcome {
  readonly results: readonly PartResult[]
  /** null: not asked for. */
  readonly sha256: string | null
  readonly bytes: number
  readonly rows: number
  readonly used: number
  /** Of every chunk. */
  readonly usedRows: readonly number[]
  /** Whether rows were drawn as if every record were used, and some were not. */
  readonly drawnWrongly: boolean
}

/** Bytes read at a time. */
export const plainChunkBytes = 1024 ** 2
/** A longer record is no row of plain numbers. */
export const longestRecord = 1024 ** 2
export const slotBytes = plainChunkBytes + longestRecord + 1

const lineFeed = 10
const carriageReturn = 13
const byteOrderMark = [0xef, 0xbb, 0xbf]

/** @returns null when something in the file is not for this reader */
export async function runPass(plan: PassPlan, crew: Crew, hooks: LoadHooks): Promise<PassOutcome | null> {
  const failed = (error: unknown): never => { throw new ProblemError(fileProblem(error, plan.path)) }
  const file = await open(plan.path, 'r').catch(failed)
  try {
    return await new Pass(plan, crew, hooks, file).run()
  } finally {
    await file.close()
  }
}

interface Chunk {
  readonly part: Part
  /** Its number in the file. */
  readonly index: number
  readonly from: number
  readonly end: number
  /** Blank ones too. */
  readonly records: number
  /** Line of the file on which it begins. */
  readonly firstLine: number
}

class Pass {
  private readonly hash: Hash | null
  private readonly draw: ReservoirDraw | null
  /** Chunks that are being read, by their numbers. */
  private readonly pending = new Map<number, Promise<void>>()
  /** Numbers of the chunks that each part was given. */
  private readonly chunksOf: readonly number[][]
  private chunks = 0
  private readonly usedRows: number[] = []
  private bytes = 0
  private rows = 0
  private used = 0
  private line = 1
  private headerLines: number
  private tail = new Uint8Array(0)
  private unhashed: Uint8Array | null = null
  private ended = false
  private refused = false
  private drawnWrongly = false

  constructor(private readonly plan: PassPlan, private readonly crew: Crew, private readonly hooks: LoadHooks, private readonly file: FileHandle) {
    this.headerLines = plan.headerLines
    this.chunksOf = crew.parts.map(() => [])
    this.hash = hooks.hashed === false ? null : createHash('sha256')
    this.draw = plan.sample && new ReservoirDraw(plan.sample.capacity, plan.sample.seed)
  }

  async run(): Promise<PassOutcome | null> {
    let next = this.fillNext()
    for (let last = false; !last;) {
      const chunk = await next
      last = this.ended || this.refused
      if (!last) {
        // the disk is at work while this thread reads a chunk of its own
        next = this.fillNext()
        // awaited when this chunk is given; a failure must not count as unhandled until then
        next.catch(() => undefined)
      }
      if (chunk) this.give(chunk)
      this.report()
    }
    await Promise.all(this.pending.values())
    if (this.refused) return null
    const results = await Promise.all(this.crew.parts.map(part => part.finish()))
    this.report()
    const { bytes, rows, used, usedRows, drawnWrongly } = this
    this.addToHash()
    return { results, sha256: this.hash?.digest('hex') ?? null, bytes, rows, used, usedRows, drawnWrongly: drawnWrongly && this.draw!.seen > this.plan.sample!.capacity }
  }

  private give({ part, index, from, end, firstLine, records }: Chunk): void {
    const expected = this.plan.usedRows?.[index] ?? records
    const kept: KeptRows | null = this.draw && drawChunk(this.draw, expected)
    const outcome = part.read({ from, end, firstLine, kept }).then(found => this.settle(index, found, expected))
    outcome.catch(() => undefined)
    this.pending.set(index, outcome)
  }

  private settle(index: number, outcome: ChunkOutcome | null, expected: number): void {
    this.pending.delete(index)
    if (!outcome) {
      this.refused = true
      return
    }
    this.rows += outcome.rows
    this.used += outcome.used
    this.usedRows[index] = outcome.used
    if (this.draw && outcome.used !== expected) this.drawnWrongly = true
  }

  /** The next chunk, in a slot of the part whose turn it is. Nothing is waited for but what has to be, so that the file is read at once. */
  private async fillNext(): Promise<Chunk | null> {
    const index = this.chunks++
    const turn = this.crew.turns.next().value
    const [part, chunks] = [this.crew.parts[turn]!, this.chunksOf[turn]!]
    const slot = chunks.length % slotsPerPart
    // a slot is free again when the chunk that stood in it is read
    const before = this.pending.get(chunks.at(-slotsPerPart) ?? index)
    chunks.push(index)
    if (before) await before
    return this.refused ? null : this.fill(part, index, slot)
  }

  /** Whole records in a slot; null when there are none, because all of them are the header's, or this reader refuses. */
  private async fill(part: Part, index: number, slot: number): Promise<Chunk | null> {
    const { at, bytes } = part.view.slot(slot)
    bytes.set(this.tail)
    let length = this.tail.length
    let start = 0
    let found: FoundRecords | null = null
    let cut = 0
    while (cut === 0 && !this.ended) {
      if (this.hooks.signal?.aborted) throw new ProblemError(cancelledProblem(this.plan.path))
      const wanted = Math.min(this.hooks.chunkBytes ?? plainChunkBytes, bytes.length - 1 - length)
      if (wanted === 0) return this.refuse()
      const reading = this.file.read(bytes, length, wanted, null).catch((error: unknown) => { throw new ProblemError(fileProblem(error, this.plan.path)) })
      this.addToHash()
      const { bytesRead } = await reading
      this.unhashed = bytes.subarray(length, length + bytesRead)
      this.bytes += bytesRead
      length += bytesRead
      this.ended = bytesRead === 0
      const unbroken = this.ended && length > 0 && bytes[length - 1] !== lineFeed
      if (unbroken) bytes[length++] = lineFeed
      start = this.markLength(bytes.subarray(0, length))
      found = part.findRecords(at + start, at + length)
      // what papaparse allows before a line break it refuses where the file ends instead
      if (unbroken && found.trailing) return this.refuse()
      if (this.ended) cut = length
      else if (found.records > 0) cut = found.end - at
    }
    this.tail = bytes.slice(cut, length)
    const from = this.afterHeader(bytes.subarray(0, cut), start)
    const { records, lines } = found && from === start ? found : part.findRecords(at + from, at + length)
    const firstLine = this.line
    this.line += lines
    return { part, index, from: at + from, end: at + cut, records, firstLine }
  }

  private markLength(bytes: Uint8Array): number {
    const first = this.line === 1 && this.headerLines === this.plan.headerLines
    return first && byteOrderMark.every((byte, index) => bytes[index] === byte) ? byteOrderMark.length : 0
  }

  /** Where rows begin in whole records. @param start where the first of them begins */
  private afterHeader(records: Uint8Array, start: number): number {
    let from = start
    for (; this.headerLines > 0 && from < records.length; this.headerLines--) {
      while (records[from] !== lineFeed && records[from] !== carriageReturn) from++
      from += records[from] === carriageReturn && records[from + 1] === lineFeed ? 2 : 1
      this.line++
    }
    return from
  }

  /** What was read last, while the next is being read. */
  private addToHash(): void {
    if (this.unhashed) this.hash?.update(this.unhashed)
    this.unhashed = null
  }

  private refuse(): null {
    this.refused = true
    return null
  }

  private report(): void {
    const { bytes, rows, plan: { stage, totalBytes, path } } = this
    if (this.hooks.signal?.aborted) throw new ProblemError(cancelledProblem(path))
    this.hooks.onProgress?.({ stage, bytes, totalBytes, rows, passes: 1 })
  }
}
