/** What a command line asks the app to open. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exampleIds, type ExampleId } from '../../core/api/bridge'
import { kindOf } from './fileKinds'

export type OpenRequest = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'example'; readonly id: ExampleId }

const exampleOption = '--example='

/** macOS hands over decomposed names; the same file under two spellings would be two files to us. */
const composed = (path: string): string => (process.platform === 'darwin' ? path.normalize('NFC') : path)

function pathOf(argument: string, folder: string): string | null {
  if (!argument.startsWith('file:')) return composed(resolve(folder, argument))
  try {
    return composed(fileURLToPath(argument))
  } catch {
    return null
  }
}

/**
 * Files (paths or file:// addresses with an extension of ours) and examples on a command line. Everything else,
 * such as the switches of Chromium or the app's own folder in a checkout, asks for nothing.
 *
 * @param args the words after the executable
 * @param folder working folder that relative paths start from
 */
export function openRequests(args: readonly string[], folder: string): readonly OpenRequest[] {
  return args.flatMap((argument): readonly OpenRequest[] => {
    if (argument.startsWith(exampleOption)) {
      const id = exampleIds.find(known => known === argument.slice(exampleOption.length))
      return id ? [{ kind: 'example', id }] : []
    }
    if (argument.startsWith('-')) return []
    const path = pathOf(argument, folder)
    return path !== null && kindOf(path) !== null ? [{ kind: 'file', path }] : []
  })
}
