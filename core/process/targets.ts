/** The target interval for the calls of the service: measured in a thread once per data and measuring options, analysed at once. */
import type { TargetAnswer } from '../api/contract'
import type { InformationUnit } from '../api/model'
import { failure, success, type Result } from '../api/problem'
import type { TargetOptions } from '../api/target'
import { isMeasuredWith, measurementOptions, type TargetMeasurement } from '../api/targetMeasurement'
import { analyseTarget } from '../estimate/analyse'
import { needsLabel, needsRows } from '../estimate/problems'
import { targetInput } from '../estimate/targetInput'
import { savedMeasurement } from '../project/savedTarget'
import { rowsReachable, type DataEntry } from './dataStore'
import type { TaskRunner } from './jobs'
import type { TaskHooks } from './tasks'

/** Classifiers, folds and seeds that a user goes back and forth between stay measured; older ones are dropped. */
const mostMeasurements = 8

export class Targets {
  readonly #measured = new WeakMap<DataEntry, TargetMeasurement[]>()

  /** @param rows reads the rows of an entry whose CSV is at hand but not read yet */
  constructor(
    private readonly runInThread: TaskRunner,
    private readonly rows: (entry: DataEntry, hooks: TaskHooks) => Promise<Result<null>>
  ) {}

  async answer(entry: DataEntry, options: TargetOptions, unit: InformationUnit, hooks: TaskHooks): Promise<Result<TargetAnswer>> {
    const measured = await this.#measure(entry, options, hooks)
    if (!measured.ok) return measured
    const analysis = analyseTarget(measured.value, options, unit)
    return analysis.ok ? success({ analysis: analysis.value, basis: rowsReachable(entry) ? 'rows' : 'saved' }) : analysis
  }

  /** What was measured of an entry under these options, for its project to keep; null when nothing was. */
  known(entry: DataEntry, options: TargetOptions): TargetMeasurement | null {
    const wanted = measurementOptions(options)
    const kept = savedMeasurement(entry.results)
    const all = [...(this.#measured.get(entry) ?? []), ...(kept ? [kept] : [])]
    return all.find(measurement => isMeasuredWith(measurement, wanted)) ?? null
  }

  async #measure(entry: DataEntry, options: TargetOptions, hooks: TaskHooks): Promise<Result<TargetMeasurement>> {
    if (!entry.loaded.label) return failure(needsLabel)
    // kept by the project for the very same bytes, with the same seed: measuring again would give the same numbers
    const known = this.known(entry, options)
    if (known) return success(known)
    const read = await this.rows(entry, hooks)
    if (!read.ok) return read
    if (!entry.sample || !entry.moments) return failure(needsRows)
    const input = targetInput(entry.moments, entry.sample)
    if (!input.ok) return input
    const measured = await this.runInThread({ kind: 'measure-target', input: input.value, options: measurementOptions(options) }, hooks)
    if (measured.ok) this.#remember(entry, measured.value)
    return measured
  }

  #remember(entry: DataEntry, measurement: TargetMeasurement): void {
    this.#measured.set(entry, [...(this.#measured.get(entry) ?? []), measurement].slice(-mostMeasurements))
  }
}
