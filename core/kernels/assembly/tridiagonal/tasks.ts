/** What threads share out: the leader performs a task, of which helpers take parts. */
import { applyQuarterPart } from '../band/panel'
import { banded } from '../band/banded'
import { companionPart, gatherPart, gramPart, middlePart } from '../band/companions'
import { rotatePart } from '../band/rotate'
import { chasePart } from '../band/sweeps'
import { tilePart } from '../band/tiles'
import { trailingPart, updateAheadPart } from '../band/trailing'
import { combinePart, multiplyPanelPart, projectPart } from '../krylov/panels'
import { awaitParts, awaitTask, finishPart, join, leave, mayShare, publish, takePart } from '../shared/team'
import { reduction, Reduction, team } from './reduction'
import { reflectPart } from './reflectVectors'
import { addProductPart } from './symmetricProduct'
import { packPart, updatePart } from './trailingUpdate'

export const multiplying = 0
export const packing = 1
export const updating = 2
export const rotating = 3
export const multiplyingPanel = 4
export const projecting = 5
export const combining = 6
export const tiling = 7
export const updatingAhead = 8
export const applyingQuarter = 9
export const gramming = 10
export const trailing = 11
export const gathering = 12
export const middling = 13
export const companions = 14
export const chasing = 15
export const rotatingPanels = 16

/** Of 50 µs: what a quarter of the rest of the matrix takes to read at 8 GB/s, and two. */
function sleepsOfPart(r: Reduction, task: i32): i32 {
  const rest = <i64>(r.order - r.panelFrom)
  // an eighth of the rest, 64 multiply–adds for each entry: twice what that takes
  return 2 + <i32>(rest * rest / (task == trailing ? 80_000 : 400_000))
}

/** After a delay: some 10 ms, of which a task takes the more the more of the matrix is left; of a band, the tasks of one panel. */
function tasksAlone(r: Reduction, task: i32): i32 {
  if (task == chasing) return 128
  if (task >= tiling) return 8
  const rest = <i64>(r.order - r.panelFrom)
  return <i32>max<i64>(8, min<i64>(256, 150_000_000 / (rest * rest + 1)))
}

/** Which of them it is stands in memory, for helpers. */
export function perform(task: i32, parts: i32): void {
  const r = reduction()
  if (parts <= 1 || !mayShare(team())) {
    for (let part = 0; part < parts; part++) performPart(r, task, part)
    return
  }
  r.task = task
  publish(team(), parts)
  takeParts(r)
  awaitParts(team(), parts, sleepsOfPart(r, task), tasksAlone(r, task))
}

/** What a helper does until it is dismissed. */
export function assistLeader(): void {
  join(team())
  do takeParts(reduction())
  while (awaitTask(team()))
  leave(team())
}

function takeParts(r: Reduction): void {
  for (let part = takePart(team()); part >= 0; part = takePart(team())) {
    performPart(r, r.task, part)
    finishPart(team())
  }
}

function performPart(r: Reduction, task: i32, part: i32): void {
  switch (task) {
    case multiplying: return addProductPart(r, part)
    case packing: return packPart(r, part)
    case updating: return updatePart(r, part)
    case rotating: return reflectPart(r, part)
    case multiplyingPanel: return multiplyPanelPart(r, part)
    case projecting: return projectPart(r, part)
    case combining: return combinePart(r, part)
    case tiling: return tilePart(r, banded(), part)
    case updatingAhead: return updateAheadPart(r, banded(), part)
    case applyingQuarter: return applyQuarterPart(r, banded(), part)
    case gramming: return gramPart(r, banded(), part)
    case trailing: return trailingPart(r, banded(), part)
    case gathering: return gatherPart(r, banded(), part)
    case middling: return middlePart(r, banded(), part)
    case companions: return companionPart(r, banded(), part)
    case chasing: return chasePart(r, banded(), part)
    default: return rotatePart(r, banded(), part)
  }
}
