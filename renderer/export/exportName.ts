/** `iris-mmi-along-the-weight-budget`: a name that every system, shell and \includegraphics takes. Letters of any script stay. */
export function exportName(project: string, what: string): string {
  const parts = [project.replace(/\.(csv|tsv|txt|mmiproj)$/i, ''), what].map(part => part.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-+|-+$/g, ''))
  return parts.filter(part => part !== '').join('-').slice(0, 100)
}
