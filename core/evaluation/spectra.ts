/** What has been decomposed of one input model, so that nothing is computed twice. */
import { wholeSpectrum, type Spectrum } from '../theory/spectrum'
import type { Partition, PartitionSpectrum } from './partition'
import type { SufficientComponents } from './sufficientComponents'
import { prepareWaterFilling, type WaterFilling } from '../theory/waterFilling'

export class Spectra {
  readonly #spectra = new Map<string, PartitionSpectrum>()
  readonly #tables = new Map<string, WaterFilling>()
  #noise = Number.NaN

  /** @param sufficient how many leading eigenvalues do; of partitions that it does not name all are wanted */
  missing(partitions: readonly Partition[], sufficient: SufficientComponents = new Map()): readonly Partition[] {
    return partitions.filter(({ key }) => {
      const known = this.#spectra.get(key)?.spectrum
      return !known || (known.extent === 'leading' && known.positive.length < (sufficient.get(key) ?? Infinity))
    })
  }

  add(partition: Partition, spectrum: PartitionSpectrum): void {
    this.#spectra.set(partition.key, spectrum)
    this.#tables.delete(partition.key)
  }

  /** @throws Error when the partition was never added: a bug of the caller */
  of(partition: Partition): PartitionSpectrum {
    const spectrum = this.#spectra.get(partition.key)
    if (!spectrum) throw new Error(`partition ${partition.key} has not been decomposed`)
    return spectrum
  }

  /** All eigenvalues. @throws Error also when only leading ones were found */
  whole(partition: Partition): Spectrum {
    return wholeSpectrum(this.of(partition).spectrum)
  }

  /** Water-filling of a partition at noise variance σ² > 0; tables are kept until σ² changes. */
  table(partition: Partition, noise: number): WaterFilling {
    if (noise !== this.#noise) {
      this.#tables.clear()
      this.#noise = noise
    }
    let table = this.#tables.get(partition.key)
    if (!table) {
      const { extent, positive } = this.of(partition).spectrum
      table = prepareWaterFilling(positive, noise, extent === 'whole' ? Infinity : positive.length)
      this.#tables.set(partition.key, table)
    }
    return table
  }
}
