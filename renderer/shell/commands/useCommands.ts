/** Commands inside components: their context, running one by id, the native menu kept in step, and the keys. */
import { effect, onMounted, onUnmounted, watch } from 'vue'
import { useAppearance } from '../../stores/appearance'
import { useDiagram } from '../../stores/diagram'
import { useDesktop } from '../../stores/desktop'
import { useExports } from '../../stores/exports'
import { useFiles } from '../../stores/files'
import { useProject } from '../../stores/project'
import { useTour } from '../../stores/tour'
import type { CommandContext } from './command'
import { isMac } from './keys'
import { commandForKey, commands, describeMenu, performCommand } from './registry'

export function useCommandContext(): CommandContext {
  return { project: useProject(), diagram: useDiagram(), files: useFiles(), appearance: useAppearance(), desktop: useDesktop(), exports: useExports(), tour: useTour() }
}

/** A key that the page handled may still reach the menu; the same command within this time is its echo. */
const echoMilliseconds = 60
const menuRestMilliseconds = 120

/** Once, in the window's root component. */
export function useCommandRegistry(): void {
  const context = useCommandContext()
  const mac = isMac()
  let lastKey: { readonly id: string; readonly at: number } | null = null

  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || context.appearance.dialog !== null || context.files.earlier !== null) return
    const command = commandForKey(event, context, mac)
    if (!command) return
    event.preventDefault()
    lastKey = { id: command.id, at: performance.now() }
    void command.perform(context)
  }

  function onMenu(id: string): void {
    if (lastKey?.id === id && performance.now() - lastKey.at < echoMilliseconds) return
    performCommand(id, context)
  }

  // The description is an effect: it is sent again whenever a label, an enabled state or a mark may have changed. To know takes a look at every
  // command, and the system builds its menu anew each time, so it waits until walking or typing rests (what is no longer possible does nothing);
  // entries that come or go do not wait.
  let sending: ReturnType<typeof setTimeout> | undefined
  let sent = ''
  const describe = effect(() => {
    const description = describeMenu(context)
    const words = JSON.stringify(description)
    if (words === sent) return
    sent = words
    void window.workbench.describeMenu(description)
  }, {
    scheduler: () => {
      clearTimeout(sending)
      sending = setTimeout(describe, menuRestMilliseconds)
    }
  })
  watch(() => commands(context).map(command => command.id).join(), () => {
    clearTimeout(sending)
    describe()
  })

  let stopListening = (): void => {}
  onMounted(() => {
    window.addEventListener('keydown', onKeydown)
    stopListening = window.workbench.onCommand(onMenu)
  })
  onUnmounted(() => {
    clearTimeout(sending)
    window.removeEventListener('keydown', onKeydown)
    stopListening()
  })
}
