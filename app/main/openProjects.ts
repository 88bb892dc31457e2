/** The same project is never open twice: whoever asks for one that a window has gets that window in front. */
import type { FileGrant, ShownElsewhere } from '../../core/api/bridge'
import { fileIdentity } from './fileIdentity'
import type { Grants } from './grants'
import type { OpenWindow, Windows } from './windows'

export interface OpenProjects {
  /** The window that has a project, or is opening it; null: none. */
  ownerOf(path: string): Promise<OpenWindow | null>
  /** Permission for a window to open a project, unless one has it: that is shown instead. */
  grantTo(window: OpenWindow, path: string): Promise<FileGrant | ShownElsewhere>
  /** Permission for a window to open a file as what it is: a project as above, of anything else to read it. */
  grantAs(kind: FileGrant['kind'], window: OpenWindow, path: string): Promise<FileGrant | ShownElsewhere>
  /** What was granted did not open. */
  failed(window: OpenWindow, path: string): Promise<void>
}

export function createOpenProjects(windows: Pick<Windows, 'all' | 'show'>, grants: Grants): OpenProjects {
  const ownerOf = (key: string): OpenWindow | null => windows.all().find(window => window.document.fileKey === key || window.claims.has(key)) ?? null
  async function grantTo(window: OpenWindow, path: string): Promise<FileGrant | ShownElsewhere> {
    const key = await fileIdentity(path)
    const owner = ownerOf(key)
    if (owner) {
      windows.show(owner)
      return 'shown-elsewhere'
    }
    // From here on, before it is open: a double click often comes twice.
    window.claims.add(key)
    return grants.grant(path, 'project', 'write').catch((error: unknown) => {
      window.claims.delete(key)
      throw error
    })
  }

  return {
    ownerOf: async path => ownerOf(await fileIdentity(path)),
    grantTo,
    grantAs: (kind, window, path) => (kind === 'project' ? grantTo(window, path) : grants.grant(path, kind, 'read')),
    async failed(window, path) {
      window.claims.delete(await fileIdentity(path))
    }
  }
}
