/** Saving the open project, and leaving it: whatever goes wrong, the work stays in the window and the user decides. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { FileGrant, Leaving } from '../../core/api/bridge'
import type { StoredFile } from '../../core/api/contract'
import { assertNever, type Problem } from '../../core/api/problem'
import { problemWords } from '../shell/wording'
import { useCoreConnection } from './coreConnection'
import { useData } from './data'
import { useNotices } from './notices'
import { useProject } from './project'
import { useRecovery } from './recovery'

/** What became of a save. `reload`: the user wants the file on disk instead. */
export type SaveOutcome = { readonly kind: 'saved' | 'cancelled' | 'reload' } | { readonly kind: 'failed'; readonly problem: Problem; readonly grant: FileGrant }

const cancelled: SaveOutcome = { kind: 'cancelled' }

export const useSaving = defineStore('saving', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const notices = useNotices()
  const recovery = useRecovery()

  /** What is going on, for the status bar. */
  const busy = ref<string | null>(null)

  async function save(): Promise<SaveOutcome> {
    return project.grant ? saveTo(project.grant, project.stored) : saveAs()
  }

  /** The project goes on in the new file; the old one stays as it was saved last. */
  async function saveAs(suggested = project.name): Promise<SaveOutcome> {
    const grant = await window.workbench.chooseSave(`${suggested.replace(/\.mmiproj$/i, '')}.mmiproj`)
    return grant ? saveTo(grant, project.stored) : cancelled
  }

  /** @param expected what the file must still hold, when it is the one that was opened; null: write over it */
  async function saveTo(grant: FileGrant, expected: StoredFile | null): Promise<SaveOutcome> {
    project.seal()
    const position = project.position()
    busy.value = `Saving ${grant.name}`
    const answer = await core.runJob(() => {}, job =>
      core.call('saveProject', job, grant.id, project.document, data.data?.dataId ?? null, project.grant?.id ?? null, expected))
    busy.value = null
    if (!answer.ok) return answer.problem.code === 'FILE_CHANGED_ON_DISK' ? resolveChange(grant) : { kind: 'failed', problem: answer.problem, grant }
    notices.dismiss('save')
    project.assign({ source: answer.value.document.source })
    project.named(grant, answer.value.stored)
    project.markSaved(position)
    data.savedIn(grant)
    await window.workbench.projectOpened(grant.id)
    // Edits made while it was being written are not in the file: their copy stays.
    if (!project.dirty) await recovery.forget()
    return { kind: 'saved' }
  }

  async function resolveChange(grant: FileGrant): Promise<SaveOutcome> {
    const answer = await window.workbench.askAboutChangedFile(grant.name)
    switch (answer) {
      case 'copy': return saveAs(`${project.name.replace(/\.mmiproj$/i, '')} (mine)`)
      case 'overwrite': return saveTo(grant, null)
      case 'reload': return { kind: 'reload' }
      case 'cancel': return cancelled
      default: return assertNever(answer)
    }
  }

  /**
   * Resolves true when the open project may be left: nothing to save, saved now, or given up on purpose. The safety copy
   * stays until it really is left: what comes instead may fail to open.
   */
  async function mayLeave(how: Leaving = 'ask'): Promise<boolean> {
    if (!project.opened || !project.dirty) return true
    // First of all a copy: whatever happens while the question stands, nothing is lost.
    const copied = how === 'discard' ? null : await recovery.write()
    if (copied && !copied.ok && copied.problem.code !== 'CORE_STOPPED') return leaveAfterFailure('safety-copy', copied.problem)
    const answer = how === 'ask' ? await window.workbench.askToSave(project.name) : how
    switch (answer) {
      case 'save': return leaveAfter(await save())
      case 'discard': return true
      case 'cancel': return false
      default: return assertNever(answer)
    }
  }

  async function leaveAfter(outcome: SaveOutcome): Promise<boolean> {
    switch (outcome.kind) {
      case 'saved': return !project.dirty
      case 'failed': return leaveAfterFailure('save', outcome.problem)
      // Reloading gives up the changes here, as leaving does.
      case 'reload': return true
      case 'cancelled': return false
      default: return assertNever(outcome)
    }
  }

  async function leaveAfterFailure(failed: 'save' | 'safety-copy', problem: Problem): Promise<boolean> {
    const { what, action } = problemWords(problem)
    const answer = await window.workbench.askAfterFailure({ title: project.name, failed, why: `${what} ${action} (${problem.code})`.slice(0, 2000) })
    switch (answer) {
      case 'save-as': return leaveAfter(await saveAs())
      case 'leave': return true
      case 'cancel': return false
      default: return assertNever(answer)
    }
  }

  return { busy, save, saveAs, saveTo, mayLeave }
})
