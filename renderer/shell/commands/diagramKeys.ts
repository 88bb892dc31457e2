/** The diagram's own keys, for the shortcut sheet; the diagram handles them while it has the focus. */
export const diagramKeys: readonly { readonly keys: readonly string[]; readonly label: string }[] = [
  { keys: ['←', '→', '↑', '↓'], label: 'Walk the structure' },
  { keys: ['Enter'], label: 'Edit in the inspector' },
  { keys: ['A', 'Shift+A'], label: 'Insert after, before' },
  { keys: ['P'], label: 'Wrap in parallel' },
  { keys: ['S'], label: 'Wrap in series' },
  { keys: ['U'], label: 'Unwrap' },
  { keys: ['Del'], label: 'Delete' },
  { keys: ['CmdOrCtrl+D'], label: 'Duplicate' },
  { keys: ['Alt+←', 'Alt+→', 'Alt+↑', 'Alt+↓'], label: 'Move' },
  { keys: ['−', '+'], label: 'Collapse, expand a group' },
  { keys: ['Home', 'End'], label: 'First, last block' },
  { keys: ['CmdOrCtrl+−', 'CmdOrCtrl+=', 'CmdOrCtrl+0'], label: 'Zoom out, in, fit' },
  { keys: ['Esc'], label: 'Select nothing' }
]
