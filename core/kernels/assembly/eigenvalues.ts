/**
 * All eigenvalues of a symmetric matrix: blocked Householder reduction to tridiagonal form, then root-free QL. Eigenvectors of the
 * tridiagonal matrix, found elsewhere, can be turned into those of the matrix.
 *
 * A leader lays out the memory, fills in the upper triangle, reduces panel after panel and iterates; other threads with the same
 * memory may assist. The numbers do not depend on how many they are.
 *
 * @see Dongarra, Sorensen and Hammarling (1989), Block reduction of matrices to condensed forms; LAPACK's dsytrd and dlatrd
 */
import { addPanelSums, combinationParts, combinePart, layOutPanels, multiplyPanelPart, panelAt, projectPart } from './krylov/panels'
import { awaitParts, awaitTask, dismissTeam, finishPart, formTeam, helpersOf, join, leave, mayShare, publish, takePart } from './shared/team'
import { read, write } from './shared/vector'
import { applyEarlierReflectors, companion, keepReflector, reflect } from './tridiagonal/householder'
import { layOut, layOutVectors, mostSums, panelWidth, reduction, rowAddress, team, Reduction } from './tridiagonal/reduction'
import { reflectPart, vectorParts } from './tridiagonal/reflectVectors'
import { rootFreeIteration } from './tridiagonal/rootFree'
import { addProductPart, sumsFor } from './tridiagonal/symmetricProduct'
import { packPart, updatePart, updateParts } from './tridiagonal/trailingUpdate'

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
  const r = reduction()
  const last = r.order - 1
  if (last < 0) return 0
  r.panelFrom = from
  r.panelColumns = min(panelWidth, last - from)
  const next = from + r.panelColumns
  for (let column = from; column < next; column++) reduceColumn(r, column)
  if (next < last) {
    const parts = updateParts(r)
    perform(packing, parts)
    perform(updating, parts)
    return next
  }
  // of the matrix one entry is left
  applyEarlierReflectors(r, last)
  write(r.diagonal, last, read(rowAddress(r, last), last))
  return r.order
}

function reduceColumn(r: Reduction, column: i32): void {
  const offset = <usize>(column - r.panelFrom) * r.stride
  const v = r.reflectors + offset
  const w = r.companions + offset
  applyEarlierReflectors(r, column)
  write(r.diagonal, column, read(rowAddress(r, column), column))
  const tau = reflect(r, column, v)
  write(r.factors, column, tau)
  keepReflector(r, column, v)
  if (tau == 0) {
    memory.fill(w, 0, <usize>r.padded << 3)
    return
  }
  r.column = column + 1
  r.factor = v
  r.sumCount = sumsFor(r.order - column)
  perform(multiplying, r.sumCount)
  companion(r, column, v, w, tau)
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
  join(team())
  do takeParts(reduction())
  while (awaitTask(team()))
  leave(team())
}

const multiplying = 0
const packing = 1
const updating = 2
const rotating = 3
const multiplyingPanel = 4
const projecting = 5
const combining = 6

/** Of 50 µs: what a quarter of the rest of the matrix takes to read at 8 GB/s, and two. */
function sleepsOfPart(r: Reduction): i32 {
  const rest = <i64>(r.order - r.panelFrom)
  return 2 + <i32>(rest * rest / 400_000)
}

/** After a delay: some 10 ms, of which a task takes the more the more of the matrix is left. */
function tasksAlone(r: Reduction): i32 {
  const rest = <i64>(r.order - r.panelFrom)
  return <i32>max<i64>(8, min<i64>(256, 150_000_000 / (rest * rest + 1)))
}

/** Which of them it is stands in memory, for helpers. */
function perform(task: i32, parts: i32): void {
  const r = reduction()
  if (parts <= 1 || !mayShare(team())) {
    for (let part = 0; part < parts; part++) performPart(r, task, part)
    return
  }
  r.task = task
  publish(team(), parts)
  takeParts(r)
  awaitParts(team(), parts, sleepsOfPart(r), tasksAlone(r))
}

function takeParts(r: Reduction): void {
  for (let part = takePart(team()); part >= 0; part = takePart(team())) {
    performPart(r, r.task, part)
    finishPart(team())
  }
}

function performPart(r: Reduction, task: i32, part: i32): void {
  if (task == multiplying) addProductPart(r, part)
  else if (task == packing) packPart(r, part)
  else if (task == updating) updatePart(r, part)
  else if (task == rotating) reflectPart(r, part)
  else if (task == multiplyingPanel) multiplyPanelPart(r, part)
  else if (task == projecting) projectPart(r, part)
  else combinePart(r, part)
}
