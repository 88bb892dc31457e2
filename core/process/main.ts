/** Entry of the core process: main hands it file grants and ports, windows call it over their ports. */
import { join } from 'node:path'
import { createBirpc } from 'birpc'
import type { CoreApi, CoreEvents } from '../api/contract'
import { Grants, grantMessageSchema } from './grants'
import { workerRunner } from './jobs'
import type { ParentPort, Port } from './port'
import { Service } from './service'

const grants = new Grants()
const [backups, recovery] = process.argv.slice(2)
if (backups === undefined || recovery === undefined) throw new Error('core is not told where safety copies and backups belong')
const folders = { backups, recovery }
const runInThread = workerRunner(join(import.meta.dirname, 'worker.js'))
const parent = (process as unknown as { parentPort?: ParentPort }).parentPort

if (!parent) throw new Error('the core process is started by the app, not by hand')

parent.on('message', ({ data, ports }) => {
  const grant = grantMessageSchema.safeParse(data)
  if (grant.success) {
    grants.add(grant.data.id, { path: grant.data.path, mode: grant.data.mode })
    // main tells the window about the file only after this, so no call can come too early
    parent.postMessage({ type: 'granted', id: grant.data.id })
  }
  const port = ports[0]
  if (port) serve(port)
})

/** Serve one window until its port closes. */
function serve(port: Port): void {
  const events: CoreEvents = { progress: progress => void rpc.progress.asEvent(progress) }
  const service = new Service({ grants, folders, runInThread, events })
  const rpc = createBirpc<CoreEvents, CoreApi>(service.checked, {
    post: data => port.postMessage(data),
    // a message with an ArrayBuffer in its transfer list arrives as null
    on: receive => void port.on('message', event => { if (event.data !== null) receive(event.data) }),
    timeout: -1
  })
  port.on('close', () => {
    service.close()
    rpc.$close()
  })
  port.start()
}
