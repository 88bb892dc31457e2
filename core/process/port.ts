/** The two kinds of port that core talks through, by structure: core knows no Electron types. */

/** A port straight to one window. */
export interface Port {
  postMessage(data: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
}

/** The line to main. */
export interface ParentPort {
  postMessage(data: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly Port[] }) => void): unknown
}
