/** What has been decomposed of one input model, so that nothing is computed twice. */
import type { Partition, PartitionSpectrum } from './partition'
import { prepareWaterFilling, type WaterFilling } from '../theory/waterFilling'

export class Spectra {
  readonly #spectra = new Map<string, PartitionSpectrum>()
  readonly #tables = new Map<string, WaterFilling>()
  #noise = Number.NaN

  missing(partitions: readonly Partition[]): readonly Partition[] {
    return partitions.filter(partition => !this.#spectra.has(partition.key))
  }

  add(partition: Partition, spectrum: PartitionSpectrum): void {
    this.#spectra.set(partition.key, spectrum)
  }

  /** @throws Error when the partition was never added: a bug of the caller */
  of(partition: Partition): PartitionSpectrum {
    const spectrum = this.#spectra.get(partition.key)
    if (!spectrum) throw new Error(`partition ${partition.key} has not been decomposed`)
    return spectrum
  }

  /** Water-filling of a partition at noise variance σ² > 0; tables are kept until σ² changes. */
  table(partition: Partition, noise: number): WaterFilling {
    if (noise !== this.#noise) {
      this.#tables.clear()
      this.#noise = noise
    }
    let table = this.#tables.get(partition.key)
    if (!table) {
      table = prepareWaterFilling(this.of(partition).spectrum.positive, noise)
      this.#tables.set(partition.key, table)
    }
    return table
  }
}
