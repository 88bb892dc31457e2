/** The diagram as it is worked with: several selected items, collapsed groups, walking, and the picture's own view. What is selected first is the project's selection. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Problem } from '../../core/api/problem'
import type { DesignEdit } from '../../core/design/edits'
import { neighbour, type Direction } from '../../core/design/navigation'
import { branchAt, isItemPath, itemAt, samePath, walk } from '../../core/design/paths'
import { extensionTarget, itemsAt, outermost, pathsOf, runBetween } from '../../core/design/selection'
import { editOfSelection, itemsTogether, levelGap, type SelectionAction } from '../../core/design/selectionEdits'
import type { Design, Path } from '../../core/design/types'
import { newDense } from '../diagram/newItems'
import { carryCollapsed, groupsOf, shownPath, type CollapsedGroups } from './collapsedGroups'
import { useProject } from './project'

/** What the picture offers while it is on screen. */
export interface DiagramHandle {
  zoom(step: 'in' | 'out' | 'fit' | 'actual' | 'selection'): void
  /** Puts the keyboard on the selected item, or the first. */
  focus(): void
  /** To the fields of an item. */
  activate(path: Path): void
  /** Opens the menu of what can be inserted, behind the selection. */
  openInsertMenu(): void
}

/** Several items selected in one state of a design; a later edit or selection makes it void. */
interface Several {
  readonly design: Design
  /** The end that Shift+arrow moves; the project's selection. */
  readonly lead: Path
  readonly paths: readonly Path[]
}

const outlineKey = 'diagram-outline'

export const useDiagram = defineStore('diagram', () => {
  const project = useProject()
  const several = shallowRef<Several | null>(null)
  /** Where a range began. */
  const anchor = shallowRef<Path | null>(null)
  const collapsed = shallowRef<CollapsedGroups>(new Set())
  /** Where the keyboard rests while nothing is selected. */
  const resting = shallowRef<Path | null>(null)
  const handle = shallowRef<DiagramHandle | null>(null)
  const outline = ref(globalThis.localStorage?.getItem(outlineKey) === 'shown')

  watch(() => [project.design, project.activeKey] as const, ([now, key], [before, keyBefore]) => {
    if (key === keyBefore) collapsed.value = carryCollapsed(collapsed.value, before, now)
  }, { flush: 'sync' })

  watch(() => project.selection, selection => { if (selection) resting.value = selection }, { flush: 'sync', immediate: true })

  /** What edits act on: the selected items in reading order, or one branch. */
  const selected = computed<readonly Path[]>(() => {
    const { selection, design } = project
    if (selection === null) return []
    const many = several.value
    return many !== null && many.design === design && samePath(many.lead, selection) ? many.paths : [selection]
  })

  const shown = (path: Path): Path => shownPath(project.design, collapsed.value, path)

  /** Selects a place that may be hidden, and opens the groups around it. */
  function reveal(path: Path): void {
    const around = Array.from({ length: (path.length - 1) >> 1 }, (_, index) => path.slice(0, 2 * index + 1))
    collapse(around, false)
    select(path)
  }

  function announce(text: string): void {
    // The same words a second time are no change, and a screen reader would stay silent.
    project.announcement = text === project.announcement ? `${text}\u00a0` : text
  }

  function select(path: Path | null): void {
    several.value = null
    anchor.value = path
    project.select(path)
  }

  function selectSeveral(paths: readonly Path[], lead: Path): void {
    const kept = outermost(project.design, paths)
    several.value = { design: project.design, lead, paths: kept }
    project.select(lead)
    announce(kept.length === 1 ? '1 item selected' : `${kept.length} items selected`)
  }

  /** All from where the selection began up to `path`: a run. */
  function selectTo(path: Path): void {
    const from = shown(anchor.value !== null && isThere(anchor.value) ? anchor.value : project.selection ?? path)
    const run = runBetween(from, path)
    anchor.value = from
    selectSeveral(pathsOf(run), path.slice(0, run.series.length + 1))
  }

  /** Adds an item to the selection or takes it out again. */
  function toggle(path: Path): void {
    const item = isItemPath(path) ? path : path.slice(0, -1)
    const rest = selected.value.filter(other => !samePath(other, item))
    if (rest.length === selected.value.length) {
      selectSeveral([...rest.map(other => (isItemPath(other) ? other : other.slice(0, -1))), item], item)
      anchor.value = item
      return
    }
    const lead = rest.at(-1)
    if (lead) selectSeveral(rest, lead)
    else select(null)
  }

  function extend(direction: Direction): void {
    const lead = project.selection
    if (lead === null) return walkTo(direction)
    const target = extensionTarget(project.design, lead, direction)
    if (target) selectTo(shown(target))
  }

  function selectAll(): void {
    const paths = project.design.items.map((_, index) => [index])
    const lead = paths[0]
    if (lead) selectSeveral(paths, lead)
  }

  /** To the next item that is shown: inside a collapsed group there is nothing to stop at. */
  function walkTo(direction: Direction): void {
    const current = project.selection
    if (current === null) return resting.value && isThere(resting.value) ? select(shown(resting.value)) : selectEnd('first')
    const from = shown(current)
    const visited = new Set<string>()
    let next = neighbour(project.design, current, direction)
    while (next && samePath(shown(next), from) && !visited.has(next.join('.'))) {
      visited.add(next.join('.'))
      next = neighbour(project.design, next, direction)
    }
    if (next) select(shown(next))
  }

  function selectEnd(end: 'first' | 'last'): void {
    const items = walk(project.design).filter(entry => entry.kind === 'item')
    const path = items.at(end === 'first' ? 0 : -1)?.path
    if (path) select(shown(path))
  }

  /** Performs an edit; what it put together stays selected together. */
  function edit(designEdit: DesignEdit): boolean {
    const count = itemsTogether(project.design, designEdit)
    const result = project.edit(designEdit)
    const focus = project.selection
    anchor.value = focus
    if (!result.ok || focus === null || count < 2) return result.ok
    const branch = branchAt(project.design, focus)
    const series = branch ? focus : focus.slice(0, -1)
    const start = branch ? 0 : focus.at(-1) ?? 0
    several.value = { design: project.design, lead: focus, paths: pathsOf({ series, start, count }) }
    return true
  }

  /** Why an action on the selection is impossible; null when it is not. */
  function obstacle(action: SelectionAction): Problem | null {
    const answer = editOfSelection(project.design, selected.value, action, [newDense])
    return answer.ok ? null : answer.problem
  }

  function act(action: SelectionAction): void {
    const answer = editOfSelection(project.design, selected.value, action, [newDense])
    if (answer.ok) edit(answer.value)
  }

  /** Takes an item out of its group, to stand before it, or into the group beside it. */
  function moveLevel(way: 'out' | 'in'): void {
    const to = levelGap(project.design, selected.value, way)
    if (to === null) announce(way === 'out' ? 'Move out: the block stands in no parallel group' : 'Move in: no group stands beside it')
    else edit({ kind: 'move-all', from: selected.value, to })
  }

  function collapse(paths: readonly Path[], value: boolean): void {
    const next = new Set(collapsed.value)
    let changed = 0
    for (const path of paths) {
      const item = itemAt(project.design, path)
      if (item?.kind !== 'parallel' || next.has(item) === value) continue
      changed += 1
      if (value) next.add(item)
      else next.delete(item)
    }
    if (changed === 0) return
    collapsed.value = next
    announce(`${changed === 1 ? 'Group' : `${changed} groups`} ${value ? 'collapsed' : 'expanded'}`)
  }

  function collapseAll(value: boolean): void {
    collapse(groupsOf(project.design).map(({ path }) => path), value)
    // What was selected inside a group that closed is shown by the group.
    if (value && project.selection) select(shown(project.selection))
  }

  function showOutline(value: boolean): void {
    outline.value = value
    globalThis.localStorage?.setItem(outlineKey, value ? 'shown' : 'hidden')
  }

  const isThere = (path: Path): boolean => itemAt(project.design, path) !== null || branchAt(project.design, path) !== null
  /** The selected items themselves, as the clipboard takes them. */
  const selectedItems = computed(() => itemsAt(project.design, selected.value))

  return {
    selected, selectedItems, resting, collapsed, handle, outline, shown, reveal, announce, select, selectTo, toggle, extend, selectAll, walkTo, selectEnd,
    edit, obstacle, act, moveLevel, collapse, collapseAll, showOutline
  }
})
