/** Set by electron.vite.config.ts. */
declare const __APP_VERSION__: string
/** The Electron that releases are built with. */
declare const __ELECTRON_VERSION__: string
