/** The open project: its document, the designs as trees, the selection, and every change as an undoable step. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { FileGrant } from '../../core/api/bridge'
import { emptyProject, type ProjectDocument, type StoredFile } from '../../core/api/contract'
import type { InformationUnit } from '../../core/api/model'
import { success, type Result } from '../../core/api/problem'
import { applyEdit, type DesignEdit } from '../../core/design/edits'
import { parseDesign } from '../../core/design/parse'
import { branchAt, itemAt } from '../../core/design/paths'
import { printDesign } from '../../core/design/print'
import { sharing } from '../../core/design/sharing'
import type { Design, Path } from '../../core/design/types'
import type { DesignList } from './designList'
import { designSteps } from './designSteps'
import { createHistory } from './history'
import { useNotices } from './notices'

const emptyDesign: Design = { items: [] }

function treeOf(notation: string): Design {
  const parsed = parseDesign(notation)
  return parsed.ok ? parsed.value : emptyDesign
}

export const useProject = defineStore('project', () => {
  /** false: the start screen. */
  const opened = ref(false)
  const name = ref('Untitled')
  /** Where the project is saved; null: nowhere yet. */
  const grant = shallowRef<FileGrant | null>(null)
  /** What that file held when it was opened or saved last; null: not known. */
  const stored = shallowRef<StoredFile | null>(null)
  const document = shallowRef<ProjectDocument>(emptyProject())
  /** Side by side with `document.designs`. */
  const trees = shallowRef<readonly Design[]>([emptyDesign])
  /** Side by side with `document.designs`: tells each design from the others, whatever it is called and wherever it is moved. */
  const designKeys = shallowRef<readonly number[]>([0])
  /** Key of the design whose name is being typed. */
  const renaming = ref<number | null>(null)
  const selection = shallowRef<Path | null>(null)
  /** The last change in words, for the screen reader. */
  const announcement = ref('')
  const history = createHistory()
  const notices = useNotices()
  let lastKey = 0
  const newKey = (): number => ++lastKey

  const activeIndex = computed(() => document.value.activeDesign)
  const design = computed(() => trees.value[activeIndex.value] ?? emptyDesign)
  const notation = computed(() => document.value.designs[activeIndex.value]?.notation ?? '')
  const unit = computed(() => document.value.unit)
  const activeKey = computed(() => designKeys.value[activeIndex.value] ?? 0)

  /** Puts another project in the window. Nothing asks here; see `files`. @param options.edited it differs from its file from the start */
  function start(next: ProjectDocument, options: { name: string; grant: FileGrant | null; stored?: StoredFile | null; edited?: boolean }): void {
    const active = Math.min(next.activeDesign, next.designs.length - 1)
    document.value = { ...next, activeDesign: active }
    trees.value = next.designs.map(entry => treeOf(entry.notation))
    designKeys.value = next.designs.map(newKey)
    renaming.value = null
    name.value = options.name
    grant.value = options.grant
    stored.value = options.stored ?? null
    selection.value = null
    announcement.value = ''
    history.clear(options.edited)
    opened.value = true
  }

  /** Sets document fields without a step of their own: the step is the caller's, or the value follows from what was loaded. */
  function assign(patch: Partial<ProjectDocument>): void {
    document.value = { ...document.value, ...patch }
  }

  /** An undoable change of document fields. @param mergeKey one for all keystrokes in a field or moves of a drag */
  function change(label: string, patch: Partial<ProjectDocument>, mergeKey: string | null = null): void {
    const before: Partial<ProjectDocument> = Object.fromEntries(Object.keys(patch).map(key => [key, document.value[key]]))
    assign(patch)
    history.record({ label, mergeKey, undo: () => assign(before), redo: () => assign(patch) })
  }

  function putTree(index: number, tree: Design): void {
    trees.value = trees.value.map((old, position) => position === index ? tree : old)
    assign({
      activeDesign: index,
      designs: document.value.designs.map((entry, position) => position === index ? { ...entry, notation: printDesign(tree) } : entry)
    })
    const selected = selection.value
    if (selected && !itemAt(tree, selected) && !branchAt(tree, selected)) selection.value = null
  }

  /** Applies an edit of the active design; its exact inverse undoes it. An impossible edit changes nothing and says why. */
  function edit(designEdit: DesignEdit, mergeKey: string | null = null): Result<null> {
    const index = activeIndex.value
    const before = design.value
    const applied = applyEdit(before, designEdit)
    if (!applied.ok) {
      notices.problem('edit', applied.problem)
      return applied
    }
    notices.dismiss('edit')
    if (applied.value.design === before) return success(null)
    const { inverse, focus, description } = applied.value
    const selectedBefore = selection.value
    const perform = (step: DesignEdit, select: Path | null): void => {
      const result = applyEdit(trees.value[index] ?? emptyDesign, step)
      if (!result.ok) throw new Error(`a recorded edit no longer applies: ${result.problem.what}`)
      putTree(index, result.value.design)
      selection.value = select
    }
    putTree(index, applied.value.design)
    selection.value = focus
    announcement.value = description
    history.record({ label: description, mergeKey, undo: () => perform(inverse, selectedBefore), redo: () => perform(designEdit, focus) })
    return success(null)
  }

  /** Replaces the active design as a whole, as the text view does. */
  function replaceDesign(read: Design, label: string, mergeKey: string | null = null): void {
    const index = activeIndex.value
    const before = design.value
    const tree = sharing(before, read)
    if (tree === before && notation.value === printDesign(tree)) return
    putTree(index, tree)
    history.record({ label, mergeKey, undo: () => putTree(index, before), redo: () => putTree(index, tree) })
  }

  /** Shows another design. No step to undo, but an end to the present one: the same field of two designs is two steps. */
  function activateDesign(index: number): void {
    const entry = document.value.designs[index]
    if (index === activeIndex.value || !entry) return
    history.seal()
    selection.value = null
    assign({ activeDesign: index })
    announcement.value = `${entry.name} is shown`
  }

  function designList(): DesignList {
    const designs = document.value.designs.map((entry, index) => ({ key: designKeys.value[index] ?? 0, entry, tree: trees.value[index] ?? emptyDesign }))
    return { designs, active: activeIndex.value }
  }

  function putDesigns({ designs, active }: DesignList): void {
    const shown = activeKey.value
    trees.value = designs.map(({ tree }) => tree)
    designKeys.value = designs.map(({ key }) => key)
    assign({ designs: designs.map(({ entry }) => entry), activeDesign: active })
    if (activeKey.value !== shown) selection.value = null
    renaming.value = null
  }

  const steps = designSteps({ list: designList, put: putDesigns, record: history.record, announce: text => { announcement.value = text }, newKey })

  /** Opens the field for a design's name, or closes it. */
  function rename(key: number | null): void {
    renaming.value = key
  }

  /** How numbers are shown; saved with the project, but no step to undo. */
  function setUnit(next: InformationUnit): void {
    assign({ unit: next })
  }

  /** The project now stands in this file. */
  function named(file: FileGrant, content: StoredFile): void {
    name.value = file.name
    grant.value = file
    stored.value = content
  }

  function select(path: Path | null): void {
    selection.value = path
  }

  function undo(): void {
    const command = history.undo()
    if (command) announcement.value = `Undone: ${command.label}`
  }

  function redo(): void {
    const command = history.redo()
    if (command) announcement.value = `Redone: ${command.label}`
  }

  return {
    opened, name, grant, stored, document, trees, designKeys, design, notation, unit, selection, announcement, activeIndex, activeKey, renaming,
    dirty: history.dirty, changes: history.changes, undoLabel: history.undoLabel, redoLabel: history.redoLabel,
    record: history.record, seal: history.seal, position: history.position, markSaved: history.markSaved,
    start, assign, change, edit, replaceDesign, activateDesign, designList, ...steps, rename, setUnit, named, select, undo, redo
  }
})
