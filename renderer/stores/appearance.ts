/** Light, dark or as the system has it; which dialog is open. */
import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import type { About, Theme } from '../../core/api/bridge'
import type { HelpTermId } from '../../core/report/help/term'

export type DialogName = 'about' | 'shortcuts' | 'terms'

export const useAppearance = defineStore('appearance', () => {
  const theme = ref<Theme>('system')
  const systemIsDark = ref(false)
  const dialog = ref<DialogName | null>(null)
  /** What the dialog of all terms shows, and opens at the next time. */
  const termShown = ref<HelpTermId>('mmi')
  const dark = computed(() => theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value))

  /** Reads the remembered theme and follows the system from now on. */
  async function begin(): Promise<void> {
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    systemIsDark.value = system.matches
    system.addEventListener('change', event => { systemIsDark.value = event.matches })
    watchEffect(() => { document.documentElement.dataset.theme = dark.value ? 'dark' : 'light' }, { flush: 'sync' })
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

  return { theme, dark, dialog, termShown, begin, chooseTheme, readAbout, show, showTerms, closeDialog }
})
