import { app } from 'electron'

/** Address of Vite's server under `npm run dev`; null in every other run, and always in the packaged app. */
export const developmentServer: string | null = app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null)
