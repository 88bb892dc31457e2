/** The peers: Python with numpy, scipy, pandas and scikit-learn, as Debian packages them. */
import { spawnSync } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { server } from './processes.mjs'

export const peerScript = path.join(import.meta.dirname, '../peer.py')

const needed = ['numpy', 'scipy', 'pandas', 'sklearn']

/** Debian's own Python has Debian's packages; another one may stand before it in the path. */
const candidates = () => (process.env.MMI_PYTHON === undefined ? ['/usr/bin/python3', 'python3'] : [process.env.MMI_PYTHON])

/** @returns {{ python: string, versions: Record<string, string> } | { missing: string }} */
export function findPeer() {
  let least = needed
  for (const python of candidates()) {
    const answer = spawnSync(python, [peerScript, 'versions', ...needed], { encoding: 'utf8' })
    if (answer.status !== 0) continue
    const versions = JSON.parse(answer.stdout)
    const missing = needed.filter(name => !versions[name])
    if (missing.length === 0) return { python, versions }
    if (missing.length < least.length) least = missing
  }
  return { missing: `peer missing: install ${least.map(name => `python3-${name}`).join(' ')} (Debian's names), or name a Python that has them in MMI_PYTHON` }
}

/** How many threads the peers' libraries take. */
export function threadsOf(count) {
  return { OPENBLAS_NUM_THREADS: String(count), OMP_NUM_THREADS: String(count), MKL_NUM_THREADS: String(count) }
}

export const allThreads = os.availableParallelism()

/** A Python that answers, or null where the peers are missing. */
export function peerServer(peer, threads = allThreads) {
  return peer.missing ? null : server(peer.python, [peerScript, 'serve'], threadsOf(threads))
}
