/** Light, dark or as the system has it; which dialog is open. */
import { defineStore } from 'pinia'
import { ref, watchEffect } from 'vue'
import type { About, Theme } from '../../core/api/bridge'
import type { HelpTermId } from '../../core/report/help/term'

export type DialogName = 'about' | 'shortcuts' | 'terms' | 'palette' | 'settings'

export const useAppearance = defineStore('appearance', () => {
  const theme = ref<Theme>('system')
  const dark = ref(false)
  const dialog = ref<DialogName | null>(null)
  /** What the dialog of all terms shows, and opens at the next time. */
  const termShown = ref<HelpTermId>('mmi')

  /** What the page prefers is what main has put in force, for this window as for all others; from now on it is followed. */
  async function begin(): Promise<void> {
    const preference = window.matchMedia('(prefers-color-scheme: dark)')
    dark.value = preference.matches
    preference.addEventListener('change', event => { dark.value = event.matches })
    watchEffect(() => { document.documentElement.dataset.theme = dark.value ? 'dark' : 'light' }, { flush: 'sync' })
    await refresh()
  }

  /** Which choice is marked; another window may have made it. */
  async function refresh(): Promise<void> {
    theme.value = await window.workbench.theme()
  }

  async function chooseTheme(next: Theme): Promise<void> {
    theme.value = next
    await window.workbench.chooseTheme(next)
  }

  function readAbout(): Promise<About> {
    return window.workbench.about()
  }

  function show(name: DialogName): void {
    dialog.value = name
  }

  /** The dialog of all terms, at this one or where it was left. */
  function showTerms(term: HelpTermId = termShown.value): void {
    termShown.value = term
    show('terms')
  }

  function closeDialog(): void {
    dialog.value = null
  }

  return { theme, dark, dialog, termShown, begin, refresh, chooseTheme, readAbout, show, showTerms, closeDialog }
})
