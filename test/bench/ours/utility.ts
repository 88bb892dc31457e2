/** The parts of core, measured inside Electron's utility process: answers every message with one. */
import { measureParts } from './parts'

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: { readonly file: string } }) => void): void
  postMessage(message: object): void
}

const port = (process as unknown as { readonly parentPort: ParentPort }).parentPort
port.on('message', ({ data: { file } }) => {
  measureParts(file).then(told => port.postMessage(told), (error: unknown) => port.postMessage({ error: String(error) }))
})
