/** Standard errors for the calls of the service: rows read when they are asked for, influences computed once per input model. */
import type { ModelOptions } from '../api/model'
import { success, type Result } from '../api/problem'
import type { PreparedDesign } from '../evaluation/prepare'
import { influenceWork, type InfluenceRequest } from '../evaluation/standardErrors/computeInfluences'
import type { ErrorSource } from '../evaluation/standardErrors/errorSource'
import { Influences } from '../evaluation/standardErrors/influences'
import { errorNeeds } from '../evaluation/standardErrors/needs'
import { rowScaleOf } from '../evaluation/standardErrors/scaledRows'
import { savedErrorsFor } from '../project/savedErrors'
import { rowsReachable, type DataEntry, type PreparedInput } from './dataStore'
import { rowInfluences } from './influences'
import type { TaskRunner } from './jobs'
import type { TaskHooks } from './tasks'

/** Multiplications that take less than 20 ms, code that is not warm yet included: done at once, where a thread would cost more. */
const inlineWork = 6e6
/** Matrices up to this order decompose in a few milliseconds. */
const inlineOrder = 96

/** A design that was asked about, on its data and under its options. */
export interface AskedDesign extends PreparedDesign {
  readonly entry: DataEntry
  readonly input: PreparedInput
  readonly notation: string
  readonly options: ModelOptions
}

export class RowErrors {
  /** Work under way, so that two calls that need the same wait for it together. */
  readonly #running = new WeakMap<object, Promise<unknown>>()

  constructor(private readonly runInThread: TaskRunner) {}

  /** What an evaluation can rest on now; small influences are computed on the spot. */
  source(asked: AskedDesign): ErrorSource {
    const { entry, input, options, notation } = asked
    const influences = influencesOf(asked)
    const request = influences && missing(asked, influences)
    if (influences && request && input.model.covariance.order <= inlineOrder && influenceWork(request) <= inlineWork) influences.add(rowInfluences(request))
    return { influences, rowsReachable: rowsReachable(entry), saved: savedErrorsFor(entry.results, notation, options) }
  }

  /** Makes everything ready that the standard errors of a design need; nothing to do where no rows can be had. */
  async prepare(asked: AskedDesign, hooks: TaskHooks): Promise<Result<null>> {
    const rows = await this.rows(asked.entry, hooks)
    if (!rows.ok) return rows
    const influences = influencesOf(asked)
    if (!influences) return success(null)
    return this.#together(asked.input, () => missing(asked, influences) === null, async () => {
      const request = missing(asked, influences)
      if (!request) return success(null)
      const outcome = await this.runInThread({ kind: 'errors', request }, hooks)
      if (!outcome.ok) return outcome
      influences.add(outcome.value)
      return success(null)
    })
  }

  /** The rows of an entry whose CSV was found but not read yet are read; every other entry stays as it is. */
  async rows(entry: DataEntry, hooks: TaskHooks = {}): Promise<Result<null>> {
    return this.#together(entry, () => entry.sample !== null || !rowsReachable(entry), () => this.#readRows(entry, hooks))
  }

  async #readRows(entry: DataEntry, hooks: TaskHooks): Promise<Result<null>> {
    const { csv, moments } = entry
    if (!csv || !moments) throw new Error('the rows of these data are not at hand')
    const read = await this.runInThread({ kind: 'read-rows', path: csv.path, options: csv.options, moments, sha256: csv.sha256 }, hooks)
    if (read.ok) {
      entry.csv = { ...csv, summary: read.value.summary }
      entry.sample = read.value.sample
      return success(null)
    }
    // a file that is no longer what it was will not become so by asking again
    if (read.problem.code !== 'JOB_CANCELLED') entry.csv = null
    return read
  }

  /** Runs `work` unless `done`; while another call is at it, waits and looks again. */
  async #together(key: object, done: () => boolean, work: () => Promise<Result<null>>): Promise<Result<null>> {
    while (!done()) {
      const running = this.#running.get(key)
      if (running) {
        await running
        continue
      }
      const own = work().finally(() => this.#running.delete(key))
      this.#running.set(key, own)
      const outcome = await own
      if (!outcome.ok) return outcome
    }
    return success(null)
  }
}

/** Made once per input model, as soon as there are rows. */
function influencesOf({ entry, input, options }: AskedDesign): Influences | null {
  if (!entry.sample || !entry.moments || entry.sample.count < 2) return null
  input.influences ??= new Influences(entry.sample, rowScaleOf(entry.moments, options.covariance), entry.moments.rows)
  return input.influences
}

function missing({ compiled, input }: AskedDesign, influences: Influences): InfluenceRequest | null {
  return influences.missing(errorNeeds(compiled), input.model, input.spectra)
}
