/** A project whose CSV moved or changed: finding it again, what is different, and going on with either. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { FileGrant } from '../../core/api/bridge'
import type { OpenedProject } from '../../core/api/contract'
import type { CsvChanges } from '../../core/api/importPreview'
import type { Problem } from '../../core/api/problem'
import { importOptionsOf } from '../../core/project/document'
import { useCoreConnection } from './coreConnection'
import { useCsvImport } from './csvImport'
import { useData } from './data'
import { useProject } from './project'

export type CsvLinkState =
  | { readonly kind: 'none' }
  /** The project's CSV was not found. */
  | { readonly kind: 'missing' }
  /** A file is there with other bytes; `changes` null: what is different is not known, or not yet. */
  | { readonly kind: 'different'; readonly grant: FileGrant; readonly changes: CsvChanges | null; readonly problem: Problem | null }
  /** The user goes on with the moments of the project. */
  | { readonly kind: 'kept' }

const none: CsvLinkState = { kind: 'none' }

export const useCsvLink = defineStore('csvLink', () => {
  const core = useCoreConnection()
  const data = useData()
  const project = useProject()
  const csvImport = useCsvImport()

  const state = shallowRef<CsvLinkState>(none)
  const comparing = ref(false)
  let turn = 0

  /** Of the data in use: whatever was read since then has its own CSV. */
  const shown = computed(() => data.request?.kind === 'project' && data.request.csv === null ? state.value : none)

  /** A project was opened, with what became of its CSV. */
  function opened({ csv, csvGrant, document: { source } }: Pick<OpenedProject, 'csv' | 'csvGrant' | 'document'>): void {
    turn += 1
    comparing.value = false
    state.value = csv === 'missing' ? { kind: 'missing' } : none
    if (csv === 'changed' && csvGrant !== null && source?.kind === 'csv') void compare({ id: csvGrant, name: source.name, kind: 'csv' })
  }

  /** Lets the user point to the CSV: the same bytes are linked, else what is different is shown. */
  async function find(): Promise<void> {
    const grant = await window.workbench.chooseCsv()
    if (grant) await compare(grant)
  }

  async function compare(grant: FileGrant): Promise<void> {
    const { source } = project.document
    if (source?.kind !== 'csv') return
    const mine = ++turn
    state.value = { kind: 'different', grant, changes: null, problem: null }
    comparing.value = true
    const answer = await core.runJob(() => {}, job => core.call('relinkCsv', job, data.data?.dataId ?? null, grant.id, source))
    if (mine !== turn) return
    comparing.value = false
    if (!answer.ok) state.value = { kind: 'different', grant, changes: null, problem: answer.problem }
    else if (answer.value.kind === 'different') state.value = { kind: 'different', grant, changes: answer.value.changes, problem: null }
    else link(grant)
  }

  /** From now on rows are read from there; where it is is saved with the project. */
  function link(grant: FileGrant): void {
    const { source } = project.document
    if (source?.kind !== 'csv') return
    state.value = none
    data.linked({ grant, options: importOptionsOf(source) })
    project.change(`Find ${grant.name}`, { source: { ...source, name: grant.name } })
  }

  /** Reads the changed file with the same choices, one step to undo; where they do not fit any more they are asked for. */
  async function useChanged(): Promise<void> {
    const { source } = project.document
    if (state.value.kind !== 'different' || source?.kind !== 'csv') return
    const { grant, changes } = state.value
    const same = importOptionsOf(source)
    const options = changes?.problem === null ? same : await csvImport.ask({ grant, purpose: 'change', project: null }, same)
    if (options) await data.choose({ kind: 'csv', grant, options }, `Use the changed ${grant.name}`)
  }

  function keep(): void {
    turn += 1
    comparing.value = false
    state.value = { kind: 'kept' }
  }

  return { shown, comparing, opened, find, useChanged, keep }
})
