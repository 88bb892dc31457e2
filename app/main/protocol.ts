/** The renderer's bundle, and nothing else, as app://workbench/. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { protocol } from 'electron'
import { productionPolicy } from './csp'
import { host, scheme } from './trust'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm'
}

/** Has to run before Electron is ready. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } }])
}

/**
 * The file that an address names, or null when it names none inside the bundle. `%2e%2e%2f` survives the URL parser,
 * so the decoded path is resolved and compared.
 */
export function bundledFile(folder: string, url: string): string | null {
  const { host: named, pathname } = new URL(url)
  if (named !== host) return null
  try {
    const path = decodeURIComponent(pathname === '/' ? '/index.html' : pathname)
    const file = resolve(folder, `.${path}`)
    return file.startsWith(folder + sep) && !path.includes('\0') ? file : null
  } catch {
    return null
  }
}

/** Answers app:// requests from `folder`, the page with a fresh nonce in place of `__CSP_NONCE__`. */
export function serveRenderer(folder: string): void {
  protocol.handle(scheme, async request => {
    const nonce = randomBytes(16).toString('base64')
    const headers = { 'Content-Security-Policy': productionPolicy(nonce), 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Opener-Policy': 'same-origin' }
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response('method not allowed', { status: 405, headers })
    const file = bundledFile(folder, request.url)
    const body = file === null ? null : await readFile(file).catch(() => null)
    if (file === null || body === null) return new Response('not found', { status: 404, headers })
    const extension = extname(file)
    const content = extension === '.html' ? body.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : new Uint8Array(body)
    return new Response(content, { headers: { ...headers, 'Content-Type': contentTypes[extension] ?? 'application/octet-stream' } })
  })
}
