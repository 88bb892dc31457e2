/** Opening and leaving projects: every way in and out of the window, asking before work is lost. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { EarlierVersion, ExampleId, FileGrant, Leaving, RecentProject, RecoveredWork, ShownElsewhere } from '../../core/api/bridge'
import { emptyProject, type OpenedProject, type ProjectDocument, type StoredFile } from '../../core/api/contract'
import { exampleById } from '../../core/api/examples'
import type { ModelledSpectrum } from '../../core/api/model'
import { assertNever, type Problem, type Result } from '../../core/api/problem'
import { useCoreConnection } from './coreConnection'
import { useCsvImport } from './csvImport'
import { useCsvLink } from './csvLink'
import { useData } from './data'
import { defaultImport, projectRequest } from './dataRequest'
import { gone, momentsFile, notOurs, withoutExtension } from './fileWording'
import { useNotices } from './notices'
import { useProject } from './project'
import { useRecovery } from './recovery'
import { useSaving, type SaveOutcome } from './saving'

/** Something to see at once when data come without a design. */
const firstNotation = 'dense(8, relu)'
const defaultSpectrum: ModelledSpectrum = { kind: 'exponential', rate: 0.1, dimension: 100 }

export const useFiles = defineStore('files', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const notices = useNotices()
  const csvImport = useCsvImport()
  const csvLink = useCsvLink()
  const recovery = useRecovery()
  const saving = useSaving()

  const recent = shallowRef<readonly RecentProject[]>([])
  const opening = ref<string | null>(null)
  /** What is going on, for the status bar. */
  const busy = computed(() => opening.value ?? saving.busy)
  /** Earlier versions of a project, while they are shown; null: they are not. */
  const earlier = shallowRef<{ readonly grant: FileGrant; readonly versions: readonly EarlierVersion[] } | null>(null)

  /** What main has to know of this window. While a file is being previewed it is no window to put another one in. */
  const state = computed(() => ({ title: project.opened ? project.name : csvImport.question?.grant.name ?? '', edited: project.opened && project.dirty, project: project.grant?.id ?? null, recovery: recovery.id }))

  async function refreshRecent(): Promise<void> {
    recent.value = await window.workbench.recentProjects()
  }

  interface Beginning {
    readonly name: string
    readonly grant?: FileGrant | null
    readonly stored?: StoredFile | null
    /** A copy that it comes from: the document is edited from the start. */
    readonly restored?: { readonly id: string; readonly changes: number } | 'earlier version'
  }

  function begin(document: ProjectDocument, { name, grant = null, stored = null, restored }: Beginning): void {
    csvImport.cancel()
    notices.clear()
    data.clear()
    recovery.begin(typeof restored === 'object' ? restored : null)
    project.start(document, { name, grant, stored, edited: restored !== undefined })
  }

  async function newProject(): Promise<void> {
    if (await saving.mayLeave()) begin(emptyProject(), { name: 'Untitled' })
  }

  async function newWindow(): Promise<void> {
    await window.workbench.newWindow()
  }

  async function newFromSpectrum(): Promise<void> {
    if (!await saving.mayLeave()) return
    begin(withFirstDesign(), { name: 'Untitled' })
    await data.load({ kind: 'spectrum', spectrum: defaultSpectrum })
  }

  async function openCsv(): Promise<void> {
    const grant = await window.workbench.chooseCsv()
    if (grant) await openGrant(grant)
  }

  async function openProject(): Promise<void> {
    await openIfHere(await window.workbench.chooseProject())
  }

  async function openRecent(index: number): Promise<void> {
    const answer = await window.workbench.openRecent(index)
    if (answer) await openIfHere(answer)
    else notices.problem('open', gone(recent.value[index]?.name ?? 'the project'))
    await refreshRecent()
  }

  async function clearRecent(): Promise<void> {
    await window.workbench.clearRecent()
    await refreshRecent()
  }

  /** A project that another window has is shown there; here nothing happens. */
  async function openIfHere(answer: FileGrant | ShownElsewhere | null): Promise<void> {
    if (answer !== null && answer !== 'shown-elsewhere') await openGrant(answer)
  }

  async function openGrant(grant: FileGrant): Promise<void> {
    switch (grant.kind) {
      case 'csv': {
        const options = await csvImport.ask({ grant, purpose: 'open', project: null })
        if (!options) return
        if (!project.opened) begin(withFirstDesign(), { name: withoutExtension(grant.name) })
        await data.chooseCsv(grant, options)
        return
      }
      case 'project': return openProjectGrant(grant)
      case 'moments': {
        notices.problem('open', momentsFile(grant.name))
        return
      }
      default: assertNever(grant.kind)
    }
  }

  async function openProjectGrant(grant: FileGrant): Promise<void> {
    const answer = await saving.mayLeave() ? await read(grant) : null
    if (!answer?.ok) {
      await window.workbench.openFailed(grant.id)
      if (answer) await refuse(grant, answer.problem)
      return
    }
    await show(answer.value, grant, { name: grant.name, grant, stored: answer.value.stored })
  }

  async function read(grant: FileGrant, original?: FileGrant | null): Promise<Result<OpenedProject>> {
    opening.value = `Opening ${grant.name}`
    const answer = await core.runJob(() => {}, job =>
      (original === undefined ? core.call('openProject', job, grant.id) : core.call('openCopy', job, grant.id, original?.id ?? null)))
    opening.value = null
    return answer
  }

  /** @param from the file that was read, which may be a copy of the project's own */
  async function show({ document, data: loaded, notes, csv, csvGrant }: OpenedProject, from: FileGrant, beginning: Beginning): Promise<void> {
    begin(document, beginning)
    const modelled = document.source?.kind === 'spectrum' ? document.source.spectrum : null
    if (loaded) data.put(modelled ? { kind: 'spectrum', spectrum: modelled } : projectRequest(from, document.source, csv === 'found' ? csvGrant : null), loaded)
    else if (modelled) await data.load({ kind: 'spectrum', spectrum: modelled })
    csvLink.opened({ csv, csvGrant, document })
    if (notes.length > 0) notices.inform('open', notes.join(' '))
    if (beginning.grant) await window.workbench.projectOpened(beginning.grant.id)
    await refreshRecent()
  }

  /** Says why a project did not open; a damaged one may have earlier versions. */
  async function refuse(grant: FileGrant, problem: Problem): Promise<void> {
    const versions = problem.code.startsWith('PROJECT_') ? await window.workbench.earlierVersions(grant.id) : []
    notices.problem('open', problem, versions.length === 0 ? [] : [{ label: 'Previous versions…', perform: () => { earlier.value = { grant, versions } } }])
  }

  /** Goes on with work that a crash left behind: edited, and to be saved to its own file. */
  async function restore(work: RecoveredWork): Promise<void> {
    const restored = await saving.mayLeave() ? await window.workbench.restoreRecovery(work.id) : null
    if (restored) {
      const { copy, original, stored, name, changes } = restored
      const answer = await read(copy, original)
      if (answer.ok) await show(answer.value, copy, { name, grant: original, stored, restored: { id: work.id, changes } })
      else {
        if (original) await window.workbench.openFailed(original.id)
        // The copy is nobody's again and stays on offer.
        await tellDocumentState()
        notices.problem('open', answer.problem)
      }
    }
    await recovery.refresh()
  }

  /** Shows what saves have replaced. */
  async function showEarlierVersions(): Promise<void> {
    const { grant } = project
    if (grant) earlier.value = { grant, versions: await window.workbench.earlierVersions(grant.id) }
  }

  function closeEarlierVersions(): void {
    earlier.value = null
  }

  /** An earlier version as an edited document of the same file: nothing is written before it is saved. */
  async function restoreEarlier(index: number): Promise<void> {
    const shown = earlier.value
    earlier.value = null
    if (!shown || !await saving.mayLeave()) return
    const { grant } = shown
    const copy = await window.workbench.openEarlierVersion(grant.id, index)
    if (!copy) {
      notices.problem('open', gone('that version'))
      return
    }
    const stored = project.grant?.id === grant.id ? project.stored : null
    const answer = await read(copy, grant)
    if (answer.ok) await show(answer.value, copy, { name: grant.name, grant, stored, restored: 'earlier version' })
    else notices.problem('open', answer.problem)
  }

  async function openExample(id: ExampleId): Promise<void> {
    if (!await saving.mayLeave()) return
    const { title, document, source, lookAt, tryThis } = exampleById(id)
    if (source.kind === 'spectrum') {
      begin(document, { name: title })
      notices.teach('example', lookAt, tryThis)
      await data.load({ kind: 'spectrum', spectrum: source.spectrum })
      return
    }
    const grant = await window.workbench.openExample(id)
    if (!grant) {
      notices.problem('open', gone(title))
      return
    }
    begin(document, { name: title })
    notices.teach('example', lookAt, tryThis)
    await data.load({ kind: 'csv', grant, options: { ...defaultImport, label: source.label } })
  }

  /** Resolves true once the project is on disk. */
  async function save(): Promise<boolean> {
    return told(await saving.save())
  }

  async function saveAs(): Promise<boolean> {
    return told(await saving.saveAs())
  }

  async function told(outcome: SaveOutcome): Promise<boolean> {
    switch (outcome.kind) {
      case 'saved':
        await refreshRecent()
        return true
      case 'failed':
        notices.problem('save', outcome.problem, [
          { label: 'Try again', perform: () => void saving.saveTo(outcome.grant, project.stored).then(told) },
          { label: 'Save As…', perform: () => void saveAs() }
        ])
        return false
      case 'reload':
        await reload()
        return false
      case 'cancelled':
        return false
      default:
        return assertNever(outcome)
    }
  }

  /** The file as it is on disk now, instead of what is in the window. */
  async function reload(): Promise<void> {
    const { grant } = project
    if (!grant) return
    const answer = await read(grant)
    if (!answer.ok) {
      notices.problem('open', answer.problem)
      return
    }
    await show(answer.value, grant, { name: grant.name, grant, stored: answer.value.stored })
  }

  /** A file dropped on the window. */
  async function drop(file: File): Promise<void> {
    const answer = await window.workbench.grantDropped(file)
    if (answer) await openIfHere(answer)
    else notices.problem('open', notOurs(file.name))
  }

  async function answerCloseRequest(how: Leaving): Promise<void> {
    const agreed = await saving.mayLeave(how).catch(() => false)
    if (agreed) await recovery.forget()
    await window.workbench.closeAnswered(agreed)
  }

  async function tellDocumentState(): Promise<void> {
    await window.workbench.documentState(state.value)
  }

  /** Files handed over from outside, and the window that is to close. Returns the unsubscriber. */
  function listen(): () => void {
    const subscriptions = [
      window.workbench.onOpenFile(grant => void openGrant(grant)),
      window.workbench.onCloseRequested(how => void answerCloseRequest(how))
    ]
    return () => { for (const unsubscribe of subscriptions) unsubscribe() }
  }

  return {
    recent, busy, earlier, state, refreshRecent, clearRecent, newProject, newWindow, newFromSpectrum, openCsv, openProject, openRecent, openGrant, openExample,
    restore, showEarlierVersions, closeEarlierVersions, restoreEarlier, save, saveAs, drop, answerCloseRequest, tellDocumentState, listen
  }
})

function withFirstDesign(): ProjectDocument {
  return { ...emptyProject(), designs: [{ name: 'Design A', notation: firstNotation }] }
}
