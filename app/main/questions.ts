/** The questions about unsaved work, in the system's own message boxes. */
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Leaving } from '../../core/api/bridge'

export interface Questions {
  askToSave(window: BrowserWindow, title: string): Promise<'save' | 'discard' | 'cancel'>
  askAboutChangedFile(window: BrowserWindow, name: string): Promise<'reload' | 'copy' | 'overwrite' | 'cancel'>
  askAfterFailure(window: BrowserWindow, failure: { readonly title: string; readonly failed: 'save' | 'safety-copy'; readonly why: string }): Promise<'save-as' | 'leave' | 'cancel'>
  /** One question for several windows with unsaved work. */
  askToQuit(window: BrowserWindow, titles: readonly string[]): Promise<Leaving | 'cancel'>
}

/** Buttons with what each answers, the usual one first; `cancel` is what Esc and the closing cross mean. */
async function ask<Answer extends string>(window: BrowserWindow, question: Pick<MessageBoxOptions, 'type' | 'message' | 'detail'>, buttons: readonly (readonly [label: string, answer: Answer])[], usual = 0): Promise<Answer | 'cancel'> {
  const { response } = await dialog.showMessageBox(window, {
    ...question,
    buttons: buttons.map(([label]) => label),
    defaultId: usual,
    cancelId: buttons.findIndex(([, answer]) => answer === 'cancel'),
    noLink: true
  })
  return buttons[response]?.[1] ?? 'cancel'
}

export const questions: Questions = {
  askToSave: (window, title) => ask(window, {
    type: 'question',
    message: `Do you want to save the changes to “${title}”?`,
    detail: 'Changes that are not saved are lost.'
  }, [['Save', 'save'], ['Don’t Save', 'discard'], ['Cancel', 'cancel']]),

  askAboutChangedFile: (window, name) => ask(window, {
    type: 'warning',
    message: `“${name}” was changed on disk since it was opened.`,
    detail: 'Another program or another person has written it meanwhile. Nothing was saved yet.\n\n'
      + 'Save a Copy keeps both. Overwrite replaces the file on disk, which stays among its previous versions. '
      + 'Reload shows the file on disk and gives up your unsaved changes.'
  }, [['Save a Copy…', 'copy'], ['Overwrite', 'overwrite'], ['Reload', 'reload'], ['Cancel', 'cancel']]),

  askAfterFailure: (window, { title, failed, why }) => ask(window, {
    type: 'error',
    message: failed === 'save' ? `“${title}” could not be saved.` : `The safety copy of “${title}” could not be written.`,
    detail: `${why}\n\nThe window stays open, so that nothing is lost. Save the project somewhere else, or close it and give up the changes.`
  }, [['Save As…', 'save-as'], ['Keep Open', 'cancel'], ['Close Without Saving', 'leave']]),

  askToQuit: (window, titles) => ask(window, {
    type: 'question',
    message: `Do you want to save the changes to ${titles.length} projects before quitting?`,
    detail: `${titles.map(title => `• ${title}`).join('\n')}\n\nChanges that are not saved are lost.`
  }, [['Save All', 'save'], ['Review Each…', 'ask'], ['Don’t Save', 'discard'], ['Cancel', 'cancel']])
}
