import { join } from 'node:path'
import type { ExampleId } from '../../core/api/bridge'

/** Where the program itself lies. */
export interface ProgramFolders {
  readonly packaged: boolean
  /** The app's own folder; app.asar when packaged. */
  readonly app: string
  /** What electron-builder.yml calls extraResources. */
  readonly resources: string
}

/**
 * The CSV of an example, whether it has one or not. A packaged app has it as a plain file outside app.asar: inside, a file has
 * another inode at every look, and core refuses data that change while they are read.
 */
export function examplePath(id: ExampleId, folders: ProgramFolders): string {
  return folders.packaged ? join(folders.resources, 'examples', `${id}.csv`) : join(folders.app, 'app/examples', `${id}.csv`)
}
