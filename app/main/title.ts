export interface DocumentState {
  readonly title: string
  readonly edited: boolean
}

/** `name — MMI Workbench`; unsaved changes show as a dot, except on macOS, whose close button shows them. */
export function windowTitle({ title, edited }: DocumentState, platform: NodeJS.Platform): string {
  const name = title === '' ? 'MMI Workbench' : `${title} — MMI Workbench`
  return edited && platform !== 'darwin' ? `• ${name}` : name
}
