/** Content security policies. Inline style attributes are what ECharts and drag and drop need; nothing else is inline. */

const common = {
  'default-src': "'none'",
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'worker-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'"
} as const

const inWords = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives).map(([name, sources]) => `${name} ${sources}`).join('; ')

/**
 * The policy of the shipped app.
 *
 * @param nonce base64, new for every response; also stands in the page, for libraries that insert a style element
 */
export function productionPolicy(nonce: string): string {
  return inWords({ ...common, 'script-src': "'self'", 'style-src': `'self' 'nonce-${nonce}'`, 'connect-src': "'self'" })
}

/**
 * The policy under Vite's development server, which inserts styles and talks over a socket.
 *
 * @param server the server's address
 */
export function developmentPolicy(server: string): string {
  const { host } = new URL(server)
  return inWords({ ...common, 'script-src': "'self' 'unsafe-inline'", 'style-src': "'self' 'unsafe-inline'", 'connect-src': `'self' ws://${host}` })
}
