/** Opening, saving and leaving projects: every way in and out of the window, asking before work is lost. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ExampleId, FileGrant, RecentProject } from '../../core/api/bridge'
import { emptyProject, type ProjectDocument } from '../../core/api/contract'
import { exampleById } from '../../core/api/examples'
import type { ModelledSpectrum } from '../../core/api/model'
import { assertNever, type Problem } from '../../core/api/problem'
import { useCoreConnection } from './coreConnection'
import { useCsvImport } from './csvImport'
import { useCsvLink } from './csvLink'
import { useData } from './data'
import { defaultImport, projectRequest } from './dataRequest'
import { useNotices } from './notices'
import { useProject } from './project'

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

  const recent = shallowRef<readonly RecentProject[]>([])
  /** What is going on, for the status bar. */
  const busy = ref<string | null>(null)

  async function refreshRecent(): Promise<void> {
    recent.value = await window.workbench.recentProjects()
  }

  /** Resolves true when the open project may be left: nothing to save, saved now, or given up on purpose. */
  async function mayLeave(): Promise<boolean> {
    if (!project.opened || !project.dirty) return true
    const answer = await window.workbench.askToSave(project.name)
    switch (answer) {
      case 'save': return save()
      case 'discard': return true
      case 'cancel': return false
      default: return assertNever(answer)
    }
  }

  function begin(document: ProjectDocument, name: string, grant: FileGrant | null = null): void {
    notices.clear()
    data.clear()
    project.start(document, { name, grant })
  }

  async function newProject(): Promise<void> {
    if (await mayLeave()) begin(emptyProject(), 'Untitled')
  }

  async function newFromSpectrum(): Promise<void> {
    if (!await mayLeave()) return
    begin(withFirstDesign(), 'Untitled')
    await data.load({ kind: 'spectrum', spectrum: defaultSpectrum })
  }

  async function openCsv(): Promise<void> {
    const grant = await window.workbench.chooseCsv()
    if (grant) await openGrant(grant)
  }

  async function openProject(): Promise<void> {
    const grant = await window.workbench.chooseProject()
    if (grant) await openGrant(grant)
  }

  async function openRecent(index: number): Promise<void> {
    const grant = await window.workbench.openRecent(index)
    if (grant) await openGrant(grant)
    else notices.problem('open', gone(recent.value[index]?.name ?? 'the project'))
    await refreshRecent()
  }

  async function openGrant(grant: FileGrant): Promise<void> {
    switch (grant.kind) {
      case 'csv': {
        const options = await csvImport.ask({ grant, purpose: 'open', project: null })
        if (!options) return
        if (!project.opened) begin(withFirstDesign(), withoutExtension(grant.name))
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
    if (!await mayLeave()) return
    busy.value = `Opening ${grant.name}`
    const answer = await core.runJob(() => {}, job => core.call('openProject', job, grant.id))
    busy.value = null
    if (!answer.ok) {
      notices.problem('open', answer.problem)
      return
    }
    const { document, data: loaded, notes, csv, csvGrant } = answer.value
    begin(document, grant.name, grant)
    const modelled = document.source?.kind === 'spectrum' ? document.source.spectrum : null
    if (loaded) data.put(modelled ? { kind: 'spectrum', spectrum: modelled } : projectRequest(grant, document.source, csv === 'found' ? csvGrant : null), loaded)
    else if (modelled) await data.load({ kind: 'spectrum', spectrum: modelled })
    csvLink.opened(answer.value)
    if (notes.length > 0) notices.inform('open', notes.join(' '))
    await window.workbench.projectOpened(grant.id)
    await refreshRecent()
  }

  async function openExample(id: ExampleId): Promise<void> {
    if (!await mayLeave()) return
    const { title, document, source } = exampleById(id)
    if (source.kind === 'spectrum') {
      begin(document, title)
      await data.load({ kind: 'spectrum', spectrum: source.spectrum })
      return
    }
    const grant = await window.workbench.openExample(id)
    if (!grant) {
      notices.problem('open', gone(title))
      return
    }
    begin(document, title)
    await data.load({ kind: 'csv', grant, options: { ...defaultImport, label: source.label } })
  }

  /** Resolves true once the project is on disk. */
  async function save(): Promise<boolean> {
    return project.grant ? saveTo(project.grant) : saveAs()
  }

  async function saveAs(): Promise<boolean> {
    const grant = await window.workbench.chooseSave(`${withoutExtension(project.name)}.mmiproj`)
    return grant ? saveTo(grant) : false
  }

  async function saveTo(grant: FileGrant): Promise<boolean> {
    project.seal()
    const position = project.position()
    busy.value = `Saving ${grant.name}`
    const answer = await core.runJob(() => {}, job => core.call('saveProject', job, grant.id, project.document, data.data?.dataId ?? null, project.grant?.id ?? null))
    busy.value = null
    if (!answer.ok) {
      notices.problem('save', answer.problem, [
        { label: 'Try again', perform: () => void saveTo(grant) },
        { label: 'Save As…', perform: () => void saveAs() }
      ])
      return false
    }
    notices.dismiss('save')
    project.assign({ source: answer.value.document.source })
    project.named(grant)
    project.markSaved(position)
    await window.workbench.projectOpened(grant.id)
    await refreshRecent()
    return true
  }

  /** A file dropped on the window. */
  async function drop(file: File): Promise<void> {
    const grant = await window.workbench.grantDropped(file)
    if (grant) await openGrant(grant)
    else notices.problem('open', notOurs(file.name))
  }

  async function answerCloseRequest(): Promise<void> {
    await window.workbench.closeAnswered(await mayLeave())
  }

  async function tellDocumentState(state: { title: string; edited: boolean; project: string | null }): Promise<void> {
    await window.workbench.documentState(state)
  }

  /** Files handed over from outside, and the window wanting to close. Returns the unsubscriber. */
  function listen(): () => void {
    const subscriptions = [
      window.workbench.onOpenFile(grant => void openGrant(grant)),
      window.workbench.onCloseRequested(() => void answerCloseRequest())
    ]
    return () => { for (const unsubscribe of subscriptions) unsubscribe() }
  }

  return { recent, busy, refreshRecent, newProject, newFromSpectrum, openCsv, openProject, openRecent, openGrant, openExample, save, saveAs, drop, answerCloseRequest, tellDocumentState, listen }
})

function withFirstDesign(): ProjectDocument {
  return { ...emptyProject(), designs: [{ name: 'Design A', notation: firstNotation }] }
}

function withoutExtension(name: string): string {
  return name.replace(/\.(csv|tsv|txt|mmiproj)$/i, '')
}

function gone(name: string): Problem {
  return { code: 'FILE_MISSING', what: `${name} could not be found`, meaning: 'nothing was opened and nothing changed', action: 'look whether it was moved or renamed, and open it from there' }
}

function notOurs(name: string): Problem {
  return { code: 'FILE_UNREADABLE', what: `“${name}” is neither a CSV nor a project`, meaning: 'nothing was opened', action: 'drop a .csv or .mmiproj file' }
}

function momentsFile(name: string): Problem {
  return { code: 'MOMENTS_UNSUPPORTED', what: `${name} is a moments file`, meaning: 'the window opens CSV files and projects', action: 'open the CSV it came from, or a project' }
}
