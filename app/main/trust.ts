/** Which pages are ours. Compared by parsed parts: a prefix of the text proves nothing (`app://workbench.evil`). */

export const scheme = 'app'
export const host = 'workbench'
export const startPage = `${scheme}://${host}/`

/**
 * Whether a page may talk to main.
 *
 * @param url the frame's address
 * @param developmentServer address of Vite's server in an unpackaged development run, else null
 */
export function isOurPage(url: string, developmentServer: string | null): boolean {
  if (!URL.canParse(url)) return false
  const page = new URL(url)
  if (page.protocol === `${scheme}:`) return page.host === host && page.username === '' && page.password === ''
  return developmentServer !== null && URL.canParse(developmentServer) && page.origin === new URL(developmentServer).origin
}

/** Sites that the workbench links to; their pages open in the person's browser. */
const linkedHosts = new Set(['arxiv.org', 'doi.org', 'github.com'])

/** Whether an address may be handed to the system's browser: https, a known site, no credentials, no port. */
export function mayOpenExternally(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password, port } = new URL(url)
  return protocol === 'https:' && linkedHosts.has(hostname) && username === '' && password === '' && port === ''
}
