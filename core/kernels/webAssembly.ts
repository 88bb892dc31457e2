/** The part of WebAssembly that is used here, typed: its types belong to the DOM library, which core does not have. */

export interface WasmMemory {
  readonly buffer: SharedArrayBuffer
  /** By so many pages of 64 KiB. @throws RangeError when there are not so many */
  grow(pages: number): number
}

declare const moduleBrand: unique symbol

/** Compiled code; may be sent to threads. */
export interface WasmModule {
  readonly [moduleBrand]: true
}

interface WebAssemblyApi {
  readonly validate: (bytes: Uint8Array) => boolean
  readonly Module: new (bytes: Uint8Array) => WasmModule
  readonly Instance: new (module: WasmModule, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => { readonly exports: unknown }
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number; readonly shared: true }) => WasmMemory
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly
