/** From kept rows to the covariances of their influences: the only costly step of standard errors, done once per partition. */
import type { Gaussianity } from '../../api/model'
import type { RowSample } from '../../dataset/rowSample'
import { libraryEigenvectorSolver, type LeadingEigenvectorSolver } from '../../linalg/leadingEigenvectors'
import { plainProducts, type MatrixProducts } from '../../linalg/matrixProducts'
import { gaussianComponents, gaussianityOf } from '../gaussianity'
import type { InputModel } from '../inputModel'
import type { Partition } from '../partition'
import { CrossScatter, InfluenceScatter } from './influenceScatter'
import { Projections } from './projections'
import { orderOf, partitionVectors, RowInfluence } from './rowInfluence'
import { mostRows, scaledRuns, type RowScale } from './scaledRows'
import { shrinkageInfluences } from './shrinkageInfluence'

export interface PartRequest {
  readonly partition: Partition
  /** K ≤ rank. */
  readonly components: number
  /** λ̂_i, all > 0: as many as the partition's rank. */
  readonly eigenvalues: Float64Array
  /** At least the leading K × R that are needed, where they are known already. */
  readonly vectors: Float64Array | null
}

/** Plain data: it crosses into a worker thread, the rows without being copied. */
export interface InfluenceRequest {
  readonly model: InputModel
  readonly sample: RowSample
  readonly scale: RowScale
  readonly parts: readonly PartRequest[]
  /** Of the parts, by their keys. */
  readonly pairs: readonly (readonly [string, string])[]
  /** Whether no more eigenvectors are found than are needed, as by whoever asks once; left out: some more. */
  readonly once?: boolean
  /** The whole input, for the test of Gaussianity; null where that is known already. */
  readonly whole: Omit<PartRequest, 'components'> | null
}

/** What is known of one partition's q_i. */
export interface PartInfluence {
  readonly key: string
  readonly vectors: Float64Array
  readonly components: number
  /** Covariance of q_1 … q_K over the kept rows, upper triangle row by row. */
  readonly covariance: Float64Array
}

export interface PairInfluence {
  readonly first: string
  readonly second: string
  /** K₁ and K₂. */
  readonly rows: number
  readonly columns: number
  /** K₁ × K₂. */
  readonly covariance: Float64Array
}

export interface InfluenceOutcome {
  readonly parts: readonly PartInfluence[]
  readonly pairs: readonly PairInfluence[]
  readonly gaussianity: Gaussianity | null
  /** Leading eigenvectors of the whole input, for the next request; null when they were not asked for. */
  readonly wholeVectors: Float64Array | null
}

/**
 * @param onProgress share of the work that is done, 0 to 1
 * @param solver finds what vectors are not known
 * @param products of every run of rows
 */
export function computeInfluences(
  request: InfluenceRequest, onProgress: (fraction: number) => void = () => undefined, solver: LeadingEigenvectorSolver = libraryEigenvectorSolver,
  products: MatrixProducts = plainProducts
): InfluenceOutcome {
  const { whole } = request
  const vectors = findVectors(request, solver, fraction => onProgress(fraction / 2))
  const parts = request.parts.map(part => partWork(request, part, vectors.get(part.partition.key)!, products))
  const pairs = request.pairs.map(pair => pairWork(request, pair, parts, products))
  const wholeVectors = whole && vectors.get(whole.partition.key)!
  const projections = whole && projectionsOf(request, whole, wholeVectors!, parts, products)
  if (parts.length > 0 || projections) visitRows(request, parts, pairs, projections, products, fraction => onProgress(0.5 + fraction / 2))
  return {
    parts: parts.map(({ key, vectors: found, scatter }) => ({ key, vectors: found, components: scatter.components, covariance: scatter.covariance() })),
    pairs: pairs.map(({ first, second, scatter }) => ({ first, second, ...scatter.size, covariance: scatter.covariance() })),
    gaussianity: projections && gaussianityOf(projections.components),
    wholeVectors
  }
}

/** Eigenvectors of every partition asked for, each decomposed once for as many as anyone needs. */
function findVectors({ model, parts, whole, once = false }: InfluenceRequest, solver: LeadingEigenvectorSolver, onProgress: (fraction: number) => void): ReadonlyMap<string, Float64Array> {
  const found = new Map<string, Float64Array>()
  const asked = new Map<string, { readonly partition: Partition; readonly count: number }>()
  for (const { partition, vectors, count } of [...parts.map(part => partNeed(part, once)), ...(whole ? [wholeNeed(whole)] : [])]) {
    const { key } = partition
    if (vectors && vectors.length >= count * orderOf(partition)) found.set(key, vectors)
    else asked.set(key, { partition, count: Math.max(count, asked.get(key)?.count ?? 0) })
  }
  for (const [index, [key, { partition, count }]] of [...asked].entries()) {
    onProgress(index / asked.size)
    const known = found.get(key)
    if (!known || known.length < count * orderOf(partition)) found.set(key, partitionVectors(model, partition, count, solver))
  }
  return found
}

interface VectorNeed {
  readonly partition: Partition
  readonly vectors: Float64Array | null
  readonly count: number
}

/** Some more than are needed: whoever widens a layer unit by unit is not to wait at each. */
function partNeed({ partition, components, eigenvalues, vectors }: PartRequest, once: boolean): VectorNeed {
  const isEnough = vectors !== null && vectors.length >= components * orderOf(partition)
  return { partition, vectors, count: isEnough || once ? components : Math.min(eigenvalues.length, Math.ceil(1.25 * components) + 8) }
}

function wholeNeed({ partition, eigenvalues, vectors }: NonNullable<InfluenceRequest['whole']>): VectorNeed {
  return { partition, vectors, count: gaussianComponents(eigenvalues.length) }
}

interface PartWork {
  readonly key: string
  readonly vectors: Float64Array
  readonly influence: RowInfluence
  readonly scatter: InfluenceScatter
}

function partWork({ model, sample, scale }: InfluenceRequest, { partition, components, eigenvalues }: PartRequest, vectors: Float64Array, products: MatrixProducts): PartWork {
  const influence = new RowInfluence(model, partition, vectors, eigenvalues, components, scale, products)
  return { key: partition.key, vectors, influence, scatter: new InfluenceScatter(components, mostRows(sample.dimension), products) }
}

interface PairWork {
  readonly first: string
  readonly second: string
  readonly scatter: CrossScatter
}

function pairWork({ sample }: InfluenceRequest, [first, second]: readonly [string, string], parts: readonly PartWork[], products: MatrixProducts): PairWork {
  const scatterOf = (key: string): InfluenceScatter => {
    const part = parts.find(candidate => candidate.key === key)
    if (!part) throw new Error(`a pair names the partition ${key}, which is not asked for`)
    return part.scatter
  }
  return { first, second, scatter: new CrossScatter(scatterOf(first), scatterOf(second), mostRows(sample.dimension), products) }
}

/** On the leading components of the whole input. A part that measures the whole input has found them already. */
function projectionsOf(
  { sample }: InfluenceRequest, { partition, eigenvalues }: NonNullable<InfluenceRequest['whole']>, vectors: Float64Array, parts: readonly PartWork[], products: MatrixProducts
): Projections {
  const count = gaussianComponents(eigenvalues.length)
  const part = parts.find(({ key, scatter }) => key === partition.key && scatter.components >= count)
  return new Projections(count, sample, part ? part.influence : products.transposed(vectors, count, sample.dimension))
}

function visitRows(
  { model, sample, scale }: InfluenceRequest, parts: readonly PartWork[], pairs: readonly PairWork[], projections: Projections | null, products: MatrixProducts,
  onProgress: (fraction: number) => void
): void {
  const shrinkageOf = parts.length === 0 ? null : shrinkageInfluences(model, sample, scale, products)
  let rows = 0
  for (const run of scaledRuns(sample, scale)) {
    const shrinkage = shrinkageOf?.(run) ?? null
    for (const { influence, scatter } of parts) scatter.add(influence.of(run, shrinkage), run.count)
    for (const { scatter } of pairs) scatter.add(run.count)
    projections?.add(run)
    rows += run.count
    onProgress(rows / sample.count)
  }
}

/** Multiplications that a request takes, roughly: whether it can be done at once. */
export function influenceWork({ model, sample, parts, pairs, whole }: InfluenceRequest): number {
  const dimension = model.covariance.order
  const rows = sample.count
  const components = new Map(parts.map(part => [part.partition.key, part.components]))
  let work = whole && !whole.vectors ? decomposition(dimension) : 0
  if (whole) work += rows * dimension * 10
  if (model.summary.shrinkage !== null) work += rows * dimension * dimension
  for (const { partition, components: count, vectors } of parts) {
    if (!vectors && partition.key !== whole?.partition.key) work += decomposition(orderOf(partition))
    work += rows * count * ((model.summary.standardized ? 2 : 1) * dimension + count / 2)
  }
  for (const [first, second] of pairs) work += rows * (components.get(first) ?? 0) * (components.get(second) ?? 0)
  return work
}

/** Householder and QL with vectors take about as long as this many multiplications of a matrix product. */
function decomposition(order: number): number {
  return 10 * order ** 3
}
