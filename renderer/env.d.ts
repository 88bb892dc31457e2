/// <reference types="vite/client" />
import type { Bridge } from '../core/api/bridge'

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly workbench: Bridge
  }
}
