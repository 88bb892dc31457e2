/**
 * All eigenvalues of a symmetric matrix: blocked Householder reduction to tridiagonal form, directly or by way of a band, then root-free
 * QL. Eigenvectors of the tridiagonal matrix, or of the band, found elsewhere, can be turned into those of the matrix.
 *
 * A leader lays out the memory, fills in the upper triangle, reduces panel after panel and iterates; other threads with the same
 * memory may assist. The numbers do not depend on how many they are.
 */
import { banded, bandWidth, layOutBand } from './band/banded'
import { chaseWave, closeBand, openBand, waves } from './band/chase'
import { factorise, solve } from './band/factors'
import { panelToBand } from './band/reduceToBand'
import { layOutBandVectors, rotationParts, vectorPanel } from './band/rotate'
import { addPanelSums, combinationParts, layOutPanels, panelAt } from './krylov/panels'
import { dismissTeam, formTeam, helpersOf } from './shared/team'
import { reduceColumns } from './tridiagonal/reduceDirectly'
import { layOut, layOutVectors, mostSums, reduction, rowAddress, team } from './tridiagonal/reduction'
import { vectorParts } from './tridiagonal/reflectVectors'
import { rootFreeIteration } from './tridiagonal/rootFree'
import { assistLeader, combining, multiplyingPanel, perform, projecting, rotating, rotatingPanels } from './tridiagonal/tasks'

/** @returns whether there is room for a matrix of this order */
export function prepare(order: i32): bool {
  if (!layOut(order)) return false
  formTeam(team())
  return true
}

/** Where row `row` stands from its diagonal entry on: order − row numbers, all of them zero until they are filled in. */
export function rowFromDiagonal(row: i32): usize {
  return rowAddress(reduction(), row) + (<usize>row << 3)
}

/** Where the eigenvalues stand once `iterate` has found them. */
export function values(): usize {
  return reduction().values
}

/** Where the diagonal of the tridiagonal matrix stands, */
export function diagonal(): usize {
  return reduction().diagonal
}

/** and what is beside it: order − 1 numbers. */
export function offDiagonal(): usize {
  return reduction().offDiagonal
}

/** Reduces the panel of columns that begins at `from`. @returns where the next one begins; `order` when the matrix is tridiagonal */
export function reducePanel(from: i32): i32 {
  return reduceColumns(from)
}

/** For a reduction by way of a band, before it begins: @returns whether there is room */
export function prepareBand(): bool {
  return layOutBand(reduction(), banded())
}

/** Brings the panel of columns that begins at `from` into the band. @returns where the next one begins; `order` when the matrix is a band */
export function reducePanelToBand(from: i32): i32 {
  return panelToBand(from)
}

/** @returns how many steps take the band to tridiagonal form */
export function beginChase(): i32 {
  openBand()
  return waves()
}

/** Some of these steps, one after the other. */
export function chase(from: i32, to: i32): void {
  for (let wave = from; wave < to; wave++) chaseWave(wave)
}

/** Leaves the tridiagonal matrix where `iterate` looks for it. */
export function endChase(): void {
  closeBand()
}

/** Where the band stands, column by column, `bandRows` numbers from the diagonal down, */
export function band(): usize {
  return banded().band
}

/** and that many. */
export function bandRows(): i32 {
  return bandWidth + 1
}

/** Factors of the band less a shift. @param least what smaller pivots are replaced by */
export function factoriseBand(shift: f64, least: f64): void {
  factorise(reduction(), banded(), shift, least)
}

/** Where a vector of `order` numbers is to stand that `solveBand` replaces by the solution. */
export function solution(): usize {
  return banded().solution
}

/** Once the band is factorised. */
export function solveBand(): void {
  solve(reduction(), banded())
}

/** @returns whether there is room for so many vectors of the band's coordinates */
export function prepareBandVectors(count: i32): bool {
  return layOutBandVectors(reduction(), count)
}

/** Where four of them stand, interleaved. */
export function bandVectorPanel(index: i32): usize {
  return vectorPanel(reduction(), index)
}

/** Turns them into vectors of the matrix's coordinates. */
export function rotateBandVectors(count: i32): void {
  const r = reduction()
  r.panelFrom = 0
  r.vectorCount = count
  perform(rotatingPanels, rotationParts(count))
}

/** Finds the eigenvalues of the tridiagonal matrix, which stays. @returns whether it converged */
export function iterate(): bool {
  const r = reduction()
  memory.copy(r.values, r.diagonal, <usize>r.order << 3)
  memory.copy(r.squares, r.offDiagonal, <usize>r.order << 3)
  return rootFreeIteration(r.order, r.values, r.squares)
}

/** @returns whether there is room for so many vectors */
export function prepareVectors(count: i32): bool {
  return layOutVectors(count)
}

/** Where a vector of `order` numbers stands. */
export function vectorAddress(index: i32): usize {
  const r = reduction()
  return r.vectors + <usize>index * r.stride
}

/** Turns eigenvectors of the tridiagonal matrix into eigenvectors of the matrix. */
export function rotateBack(count: i32): void {
  const r = reduction()
  r.vectorCount = count
  perform(rotating, vectorParts(r, count))
}

/** Before the matrix is reduced: @returns whether there is room for so many panels of four vectors, interleaved, which are zeros at first */
export function preparePanels(count: i32): bool {
  return layOutPanels(reduction(), count)
}

/** Where a panel stands: N · 4 numbers, and zeros behind them to a multiple of four steps, which must stay. */
export function panelAddress(index: i32): usize {
  return panelAt(reduction(), index)
}

/** The panel `to` becomes the matrix times the panel `from`. */
export function multiplyPanel(from: i32, to: i32): void {
  const r = reduction()
  r.panelFrom = 0
  r.factor = panelAt(r, from)
  perform(multiplyingPanel, mostSums)
  addPanelSums(r, panelAt(r, to))
}

/** Inner products of the vectors of the first `count` panels with those of another, 4 × 4 a panel. */
export function projectPanel(count: i32, panel: i32): void {
  const r = reduction()
  r.panelFrom = 0
  r.factor = panelAt(r, panel)
  perform(projecting, count)
}

/** Where these products stand, and from where `combinePanels` takes its own. */
export function coefficients(): usize {
  return reduction().coefficients
}

/** Adds to each vector of a panel a combination of those of the first `count` panels. */
export function combinePanels(count: i32, panel: i32): void {
  const r = reduction()
  r.panelFrom = 0
  r.factor = panelAt(r, panel)
  r.panelCount = count
  perform(combining, combinationParts(r))
}

/** Lets helpers of before come again. */
export function gather(): void {
  formTeam(team())
}

/** Sends helpers home, also when the leader gives up half-way. */
export function dismiss(): void {
  dismissTeam(team())
}

/** How many helpers are there by now. */
export function helperCount(): i32 {
  return helpersOf(team())
}

/** What a helper runs: takes parts of the leader's tasks until it is dismissed. */
export function assist(): void {
  assistLeader()
}
