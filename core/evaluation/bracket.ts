/**
 * The MMI under the sample covariance and under Ledoit–Wolf, one on either side of the truth as a rule: eigenvalues of a sample
 * spread too far, shrunk ones too little. How far they lie apart shows a bias that no standard error shows (theory.md §7).
 */
import type { ErrorBracket } from '../api/model'
import type { AffineEstimate } from '../dataset/covariance'
import { estimatedSpectrum } from '../theory/spectrum'
import { prepareWaterFilling, type WaterFilling } from '../theory/waterFilling'
import { seriesValue, type GroupChannel, type LeafChannel, type SeriesChannel } from './channels'
import type { InputModel } from './inputModel'
import type { Partition } from './partition'
import type { Spectra } from './spectra'

/** @returns null where Σ was given, or the shrinkage of Ledoit–Wolf is not known */
export function errorBracket(root: SeriesChannel, model: InputModel, spectra: Spectra, budget: number, noise: number): ErrorBracket | null {
  const { estimate } = model
  if (!estimate?.ledoitWolf || estimate.kept === 0) return null
  const under = (other: AffineEstimate): number | null => {
    const tables = new Map<string, WaterFilling | null>()
    const tableOf = (partition: Partition): WaterFilling | null => {
      const known = tables.get(partition.key)
      if (known !== undefined) return known
      const table = convertedTable(partition, estimate, other, spectra, noise)
      tables.set(partition.key, table)
      return table
    }
    const converted = convertedSeries(root, tableOf)
    return converted && seriesValue(converted, budget)
  }
  const sample = under({ kept: 1, addition: 0 })
  const ledoitWolf = under(estimate.ledoitWolf)
  return sample === null || ledoitWolf === null ? null : { sample, ledoitWolf }
}

/** Every estimate has the sample's eigenvectors, so its eigenvalues follow from those of any other. */
function convertedTable(partition: Partition, used: AffineEstimate, other: AffineEstimate, spectra: Spectra, noise: number): WaterFilling | null {
  if (used.kept === other.kept && used.addition === other.addition) return spectra.table(partition, noise)
  const values = spectra.whole(partition).eigenvalues.map(value => other.kept * Math.max(0, (value - used.addition) / used.kept) + other.addition)
  const outcome = estimatedSpectrum(values)
  return outcome.ok ? prepareWaterFilling(outcome.spectrum.positive, noise) : null
}

function convertedSeries(series: SeriesChannel, tableOf: (partition: Partition) => WaterFilling | null): SeriesChannel | null {
  const items = series.items.map(item => (item.kind === 'leaf' ? convertedLeaf(item, tableOf) : convertedGroup(item, tableOf)))
  return items.every(item => item !== null) ? { ...series, items } : null
}

function convertedLeaf(leaf: LeafChannel, tableOf: (partition: Partition) => WaterFilling | null): LeafChannel | null {
  const table = tableOf(leaf.partition)
  return table && { ...leaf, table }
}

function convertedGroup(group: GroupChannel, tableOf: (partition: Partition) => WaterFilling | null): GroupChannel | null {
  const branches = group.branches.map(branch => convertedSeries(branch, tableOf))
  const table = group.joint && tableOf(group.joint.partition)
  if (!branches.every(branch => branch !== null) || (group.joint && !table)) return null
  return { ...group, branches, joint: group.joint && table ? { ...group.joint, table } : null }
}
