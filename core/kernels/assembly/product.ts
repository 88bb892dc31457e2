/**
 * Products in float64 of matrices laid out in panels: four rows, interleaved number by number, so that 4 × 4 sums stay in registers.
 *
 * A leader asks for them; other threads with the same memory may assist. The numbers do not depend on how many they are.
 */
import { awaitParts, awaitTask, dismissTeam, finishPart, helpersOf, join, leave, mayShare, publish, takePart, teamBytes } from './shared/team'
import { addTile } from './shared/tile'

/** Numbers of a panel that are multiplied before the next panel's turn: they stay in the first-level cache, those of B in the second. */
const depth: u32 = 256

/** Panels that one part of the work takes. */
const panelsOfPart: u32 = 4

/** Of 50 µs: twice what a large part takes. */
const sleepsOfPart = 100

/** After a delay: some 10 ms of large ones. */
const tasksAlone = 8

/** What the threads are sharing out. */
@unmanaged
class Task {
  kind: i32
  leftCount: u32
  rightCount: u32
  inner: u32
  left: usize
  right: usize
  out: usize
  forms: usize
}

const multiplying = 0
const adding = 1
const addingUpper = 2
const multiplyingUpper = 3
const forming = 4

// @ts-ignore: decorator
@inline function team(): usize {
  return (__heap_base + 63) & ~63
}

// @ts-ignore: decorator
@inline function task(): Task {
  return changetype<Task>(team() + teamBytes)
}

/** Where the memory is free from: a multiple of 64. */
export function free(): usize {
  return (team() + teamBytes + offsetof<Task>() + 63) & ~63
}

/**
 * A·Bᵀ.
 *
 * @param left panels of A
 * @param right panels of B
 * @param inner numbers of a row, at least 1
 * @param out leftCount·4 rows of rightCount·4 float64, overwritten
 */
export function multiply(left: usize, leftCount: u32, right: usize, rightCount: u32, inner: u32, out: usize): void {
  perform(multiplying, left, leftCount, right, rightCount, inner, out)
}

/** The same added to what is there. */
export function addProducts(left: usize, leftCount: u32, right: usize, rightCount: u32, inner: u32, out: usize): void {
  perform(adding, left, leftCount, right, rightCount, inner, out)
}

/** Adds A·Aᵀ, the tiles on and right of the diagonal. @param out count·4 rows of count·4 float64 */
export function addSquares(panels: usize, count: u32, inner: u32, out: usize): void {
  perform(addingUpper, panels, count, panels, count, inner, out)
}

/**
 * yᵀA·y of the rows y of B, for a symmetric A.
 *
 * @param upper panels of A's upper triangle with half its diagonal: that of rows 4i … 4i + 3 begins at column 4i; the panels stand without a gap
 * @param count panels of A, order/4
 * @param right panels of B, each of 4·count steps
 * @param out room for count·4 rows of rightCount·4 float64
 * @param forms rightCount·4 float64, overwritten
 */
export function quadraticForms(upper: usize, count: u32, right: usize, rightCount: u32, out: usize, forms: usize): void {
  task().forms = forms
  perform(multiplyingUpper, upper, count, right, rightCount, count << 2, out)
  share(forming, rightCount)
}

/** How many helpers are there by now. */
export function helperCount(): i32 {
  return helpersOf(team())
}

/** Sends helpers home. */
export function dismiss(): void {
  dismissTeam(team())
}

/** What a helper runs: takes parts of the leader's tasks until it is dismissed. */
export function assist(): void {
  join(team())
  do takeParts()
  while (awaitTask(team()))
  leave(team())
}

function perform(kind: i32, left: usize, leftCount: u32, right: usize, rightCount: u32, inner: u32, out: usize): void {
  const t = task()
  t.left = left
  t.leftCount = leftCount
  t.right = right
  t.rightCount = rightCount
  t.inner = inner
  t.out = out
  share(kind, leftCount)
}

function share(kind: i32, panels: u32): void {
  const parts: i32 = (panels + panelsOfPart - 1) / panelsOfPart
  task().kind = kind
  if (parts <= 1 || !mayShare(team())) {
    for (let part = 0; part < parts; part++) performPart(part)
    return
  }
  publish(team(), parts)
  takeParts()
  awaitParts(team(), parts, sleepsOfPart, tasksAlone)
}

function takeParts(): void {
  for (let part = takePart(team()); part >= 0; part = takePart(team())) {
    performPart(part)
    finishPart(team())
  }
}

function performPart(part: u32): void {
  const t = task()
  const from = part * panelsOfPart
  if (t.kind == forming) return addUp(t, from, min(from + panelsOfPart, t.rightCount))
  const to = min(from + panelsOfPart, t.leftCount)
  const rowBytes = <usize>t.rightCount << 5
  const isOverwritten = t.kind == multiplying || t.kind == multiplyingUpper
  if (isOverwritten) memory.fill(t.out + <usize>from * 4 * rowBytes, 0, <usize>(to - from) * 4 * rowBytes)
  for (let step: u32 = 0; step < t.inner; step += depth) {
    const end = min(step + depth, t.inner)
    for (let i = from; i < to; i++) {
      if (t.kind == multiplyingUpper) addUpperPanel(t, i, step, end)
      else addPanel(t, i, t.kind == addingUpper ? i : 0, step, end)
    }
  }
}

/** The products of one panel of A, over some steps, with B's panels from `first` on. */
function addPanel(t: Task, panel: u32, first: u32, step: u32, end: u32): void {
  const panelBytes = <usize>t.inner << 5
  addTiles(t, panel, t.left + <usize>panel * panelBytes + (<usize>step << 5), first, step, end)
}

/** The same of a panel of the triangle, which begins at its diagonal. */
function addUpperPanel(t: Task, panel: u32, step: u32, end: u32): void {
  const diagonal = panel << 2
  if (diagonal >= end) return
  const from = max(step, diagonal)
  const i: usize = panel
  // Σ (count − b) blocks of 4 × 4 numbers over the panels b before it
  const blocksBefore = i * <usize>t.leftCount - ((i * (i - 1)) >> 1)
  addTiles(t, panel, t.left + (blocksBefore << 7) + (<usize>(from - diagonal) << 5), 0, from, end)
}

function addTiles(t: Task, panel: u32, left: usize, first: u32, step: u32, end: u32): void {
  const panelBytes = <usize>t.inner << 5
  const rowBytes = <usize>t.rightCount << 5
  const bytes = <usize>(end - step) << 5
  const row = t.out + <usize>panel * 4 * rowBytes
  const right = t.right + (<usize>step << 5)
  for (let j = first; j < t.rightCount; j++) addTile(left, right + <usize>j * panelBytes, bytes, row + (<usize>j << 5), rowBytes)
}

/** yᵀA·y = 2·yᵀU·y of four rows y a panel, from U·Bᵀ, with U the upper triangle and half the diagonal. */
function addUp(t: Task, from: u32, to: u32): void {
  const rowBytes = <usize>t.rightCount << 5
  for (let panel = from; panel < to; panel++) {
    let b = t.right + <usize>panel * (<usize>t.inner << 5)
    let product = t.out + (<usize>panel << 5)
    let s0 = f64x2.splat(0), s1 = f64x2.splat(0)
    for (let step: u32 = 0; step < t.inner; step++) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load(product), v128.load(b)))
      s1 = f64x2.add(s1, f64x2.mul(v128.load(product, 16), v128.load(b, 16)))
      b += 32
      product += rowBytes
    }
    const forms = t.forms + (<usize>panel << 5)
    v128.store(forms, f64x2.add(s0, s0))
    v128.store(forms, f64x2.add(s1, s1), 16)
  }
}
