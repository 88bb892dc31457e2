/** What is known of the rows' influences on one input model, grown on demand; standard errors are then sums of products. */
import type { Gaussianity } from '../../api/model'
import type { RowSample } from '../../dataset/rowSample'
import { packedIndex } from '../../dataset/scatter'
import type { InputModel } from '../inputModel'
import { wholeInput } from '../partition'
import type { Spectra } from '../spectra'
import type { InfluenceOutcome, InfluenceRequest, PairInfluence, PartInfluence, PartRequest } from './computeInfluences'
import type { FormTerm, LinearForm } from './linearForms'
import { pairKey, type ErrorNeeds, type PartitionNeed } from './needs'
import type { RowScale } from './scaledRows'

export class Influences {
  readonly #parts = new Map<string, PartInfluence>()
  readonly #pairs = new Map<string, PairInfluence>()
  #gaussianity: Gaussianity | null | undefined
  #wholeVectors: Float64Array | null = null

  /** @param rows n, the rows that Σ was estimated from */
  constructor(readonly sample: RowSample, readonly scale: RowScale, readonly rows: number) {}

  /** null until it was computed, and when no component varies. */
  get gaussianity(): Gaussianity | null {
    return this.#gaussianity ?? null
  }

  /** What is still to be computed for these needs; null when nothing is. */
  missing(needs: ErrorNeeds, model: InputModel, spectra: Spectra): InfluenceRequest | null {
    const wanted = [...needs.partitions.values()]
    const lacking = wanted.filter(need => (this.#parts.get(need.partition.key)?.components ?? -1) < componentsOf(need, spectra))
    const pairs = needs.pairs.filter(pair => !this.#holdsPair(pair, needs, spectra))
    const asked = new Set([...lacking.map(need => need.partition.key), ...pairs.flat()])
    const untested = this.#gaussianity === undefined
    if (asked.size === 0 && !untested) return null
    const whole = wholeInput(model.covariance.order)
    return {
      model,
      sample: this.sample,
      scale: this.scale,
      parts: wanted.filter(need => asked.has(need.partition.key)).map(need => this.#request(need, spectra)),
      pairs,
      whole: untested ? { partition: whole, eigenvalues: spectra.of(whole).spectrum.positive, vectors: this.#wholeVectors ?? spectra.of(whole).leading ?? null } : null
    }
  }

  #holdsPair([a, b]: readonly [string, string], needs: ErrorNeeds, spectra: Spectra): boolean {
    const pair = this.#pairs.get(pairKey(a, b))
    const wanted = (key: string): number => componentsOf(needs.partitions.get(key)!, spectra)
    return pair !== undefined && pair.rows >= wanted(pair.first) && pair.columns >= wanted(pair.second)
  }

  #request(need: PartitionNeed, spectra: Spectra): PartRequest {
    const { key } = need.partition
    const known = this.#parts.get(key)
    return {
      partition: need.partition,
      components: Math.max(componentsOf(need, spectra), known?.components ?? 0),
      eigenvalues: spectra.of(need.partition).spectrum.positive,
      vectors: known?.vectors ?? spectra.of(need.partition).leading ?? null
    }
  }

  add({ parts, pairs, gaussianity, wholeVectors }: InfluenceOutcome): void {
    for (const part of parts) this.#parts.set(part.key, part)
    for (const pair of pairs) this.#pairs.set(pairKey(pair.first, pair.second), pair)
    if (!wholeVectors) return
    this.#gaussianity = gaussianity
    this.#wholeVectors = wholeVectors
  }

  /**
   * SE of a value whose derivative is the form: √(aᵀCa/n), C the covariance of the q_i over the kept rows.
   *
   * @returns in the value's unit; null when the form holds what was not computed
   */
  standardError({ terms }: LinearForm): number | null {
    let variance = 0
    for (const [index, term] of terms.entries()) {
      const own = this.#variance(term)
      if (own === null) return null
      variance += own
      for (const other of terms.slice(index + 1)) {
        const cross = this.#covariance(term, other)
        if (cross === null) return null
        variance += 2 * cross
      }
    }
    return Math.sqrt(Math.max(0, variance) / this.rows)
  }

  #variance({ partition, weights }: FormTerm): number | null {
    const part = this.#parts.get(partition.key)
    if (!part || part.components < weights.length) return null
    let sum = 0
    for (let row = 0; row < weights.length; row++) {
      const start = packedIndex(row, row, part.components)
      let along = (weights[row]! * part.covariance[start]!) / 2
      for (let column = row + 1; column < weights.length; column++) along += weights[column]! * part.covariance[start + column - row]!
      sum += 2 * weights[row]! * along
    }
    return sum
  }

  #covariance(one: FormTerm, other: FormTerm): number | null {
    const pair = this.#pairs.get(pairKey(one.partition.key, other.partition.key))
    if (!pair) return null
    const [first, second] = pair.first === one.partition.key ? [one.weights, other.weights] : [other.weights, one.weights]
    if (first.length > pair.rows || second.length > pair.columns) return null
    let sum = 0
    for (let row = 0; row < first.length; row++) {
      let along = 0
      for (let column = 0; column < second.length; column++) along += second[column]! * pair.covariance[row * pair.columns + column]!
      sum += first[row]! * along
    }
    return sum
  }
}

/** K: no more than the partition has components, or are known: then no more are needed. */
function componentsOf({ partition, components }: PartitionNeed, spectra: Spectra): number {
  return Math.min(components, spectra.of(partition).spectrum.positive.length)
}
