import { extname } from 'node:path'
import type { FileGrant } from '../../core/api/bridge'

export const projectExtension = 'mmiproj'
export const tableExtensions = ['csv', 'tsv', 'tab', 'txt'] as const

/** What a file is by its name; null for files that the workbench does not open. */
export function kindOf(path: string): FileGrant['kind'] | null {
  const extension = extname(path).slice(1).toLowerCase()
  if (extension === projectExtension) return 'project'
  return tableExtensions.some(known => known === extension) ? 'csv' : null
}

/** A path that ends in `.mmiproj`. */
export function withProjectExtension(path: string): string {
  return extname(path).toLowerCase() === `.${projectExtension}` ? path : `${path}.${projectExtension}`
}

/** A file name that every system accepts, from a project's title. */
export function safeFileName(suggested: string): string {
  const cleaned = suggested.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, ' ').replaceAll(/\s+/g, ' ').replace(/^[. ]+/, '').replace(/[. ]+$/, '')
  return cleaned === '' ? 'Untitled' : cleaned.slice(0, 200)
}
