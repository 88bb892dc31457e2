/** One pass over the bytes of a file: cut into chunks of whole lines, which the crew reads in turn. */
import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { ProblemError } from '../../api/problem'
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
  /** Used rows of every chunk, when an earlier pass counted them; null: every line is thought to be one. */
  readonly usedRows: readonly number[] | null
}

export interface PassOutcome {
  readonly results: readonly PartResult[]
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
  readonly used: number
  /** Of every chunk. */
  readonly usedRows: readonly number[]
  /** Whether rows were drawn as if every line were used, and some were not. */
  readonly drawnWrongly: boolean
}

/** Bytes read at a time. */
export const plainChunkBytes = 512 * 1024
/** A longer line is no row of plain numbers. */
export const longestLine = 1024 ** 2
export const slotBytes = plainChunkBytes + longestLine + 1

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
  readonly from: number
  readonly end: number
  readonly lineFeeds: number
}

class Pass {
  private readonly hash: Hash = createHash('sha256')
  private readonly draw: ReservoirDraw | null
  private readonly pending: Promise<ChunkOutcome | null>[] = []
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
  private expected: number[] = []
  private drawnWrongly = false

  constructor(private readonly plan: PassPlan, private readonly crew: Crew, private readonly hooks: LoadHooks, private readonly file: FileHandle) {
    this.headerLines = plan.headerLines
    this.draw = plan.sample && new ReservoirDraw(plan.sample.capacity, plan.sample.seed)
  }

  async run(): Promise<PassOutcome | null> {
    const { parts, turns } = this.crew
    const chunksOf = parts.map((): number[] => [])
    for (let index = 0; !this.ended && !this.refused; index++) {
      const turn = turns.next().value
      const [part, chunks] = [parts[turn]!, chunksOf[turn]!]
      // a slot is free again when the chunk that stood in it is read
      await this.settle(chunks.at(-slotsPerPart))
      const chunk = await this.fill(part, chunks.length % slotsPerPart)
      if (chunk) this.give(part, chunk, index)
      chunks.push(index)
      this.report()
    }
    for (const chunks of chunksOf) for (const index of chunks.slice(-slotsPerPart)) await this.settle(index)
    if (this.refused) return null
    const results = await Promise.all(parts.map(part => part.finish()))
    this.report()
    const { bytes, rows, used, usedRows, drawnWrongly } = this
    this.addToHash()
    return { results, sha256: this.hash.digest('hex'), bytes, rows, used, usedRows, drawnWrongly: drawnWrongly && this.draw!.seen > this.plan.sample!.capacity }
  }

  private give(part: Part, { from, end, lineFeeds }: Chunk, index: number): void {
    const expected = this.plan.usedRows?.[index] ?? lineFeeds
    const kept: KeptRows | null = this.draw && drawChunk(this.draw, expected)
    this.expected[index] = expected
    const outcome = part.read({ from, end, firstLine: this.line, kept })
    // awaited when its slot is needed again; a failure must not count as unhandled until then
    outcome.catch(() => undefined)
    this.pending[index] = outcome
    this.line += lineFeeds
  }

  private async settle(index: number | undefined): Promise<void> {
    const pending = index === undefined ? undefined : this.pending[index]
    if (index === undefined || !pending || this.refused) return
    const outcome = await pending
    if (!outcome) {
      this.refused = true
      return
    }
    delete this.pending[index]
    this.rows += outcome.rows
    this.used += outcome.used
    this.usedRows[index] = outcome.used
    if (this.draw && outcome.used !== this.expected[index]) this.drawnWrongly = true
  }

  /** Whole lines in a slot; null when there are none, because all of them are the header's, or this reader refuses. */
  private async fill(part: Part, slot: number): Promise<Chunk | null> {
    const { at, bytes } = part.view.slot(slot)
    bytes.set(this.tail)
    let length = this.tail.length
    let cut = 0
    while (cut === 0 && !this.ended) {
      if (this.hooks.signal?.aborted) throw new ProblemError(cancelledProblem(this.plan.path))
      const before = length
      const wanted = Math.min(this.hooks.chunkBytes ?? plainChunkBytes, bytes.length - 1 - length)
      if (wanted === 0) return this.refuse()
      const reading = this.file.read(bytes, length, wanted, null).catch((error: unknown) => { throw new ProblemError(fileProblem(error, this.plan.path)) })
      this.addToHash()
      const { bytesRead } = await reading
      this.unhashed = bytes.subarray(length, length + bytesRead)
      this.bytes += bytesRead
      length += bytesRead
      this.ended = bytesRead === 0
      if (this.ended && length > 0 && bytes[length - 1] !== lineFeed) bytes[length++] = lineFeed
      cut = this.ended ? length : before + bytes.subarray(before, length).lastIndexOf(lineFeed) + 1
      if (cut === before) cut = 0
    }
    this.tail = bytes.slice(cut, length)
    const from = this.afterHeader(bytes.subarray(0, cut))
    if (from === null) return this.refuse()
    return { from: at + from, end: at + cut, lineFeeds: part.countLineFeeds(at + from, at + cut) }
  }

  /** Where rows begin in the whole lines that were read; null when the header has other line ends than the reader of rows knows. */
  private afterHeader(lines: Uint8Array): number | null {
    let from = 0
    if (this.line === 1 && this.headerLines === this.plan.headerLines && byteOrderMark.every((byte, index) => lines[index] === byte)) from = byteOrderMark.length
    for (; this.headerLines > 0 && from < lines.length; this.headerLines--) {
      const end = lines.indexOf(lineFeed, from)
      const returned = lines.subarray(from, end).indexOf(carriageReturn)
      if (returned >= 0 && from + returned !== end - 1) return null
      from = end + 1
      this.line++
    }
    return from
  }

  /** What was read last, while the next is being read. */
  private addToHash(): void {
    if (this.unhashed) this.hash.update(this.unhashed)
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
