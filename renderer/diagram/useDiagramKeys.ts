/** The keyboard of the diagram and its outline: the commands of the registry that act while they have the focus. */
import { obstacleOf, type CommandContext } from '../shell/commands/command'
import { isMac } from '../shell/commands/keys'
import { commandForDiagramKey } from '../shell/commands/registry'

/** A handler for keydown that stops the keys it understands. What is impossible says why, to the ear. */
export function useDiagramKeys(context: CommandContext): (event: KeyboardEvent) => void {
  return event => {
    if (event.defaultPrevented || event.isComposing || ownsItsKeys(event.target)) return
    const command = commandForDiagramKey(event, context, isMac())
    if (!command) return
    event.preventDefault()
    event.stopPropagation()
    const obstacle = obstacleOf(command, context)
    if (obstacle === null) void command.perform(context)
    else context.diagram.announce(`${command.label(context)}: ${obstacle}`)
  }
}

function ownsItsKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, button, [contenteditable], [role="menu"]') !== null
}
