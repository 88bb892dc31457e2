/** XᵀX of rows in memory by the kernel of the readers, in one thread, against numpy.cov, which multiplies with OpenBLAS: a chunk of a file is summed so in each thread. */
import { numbersFile } from '../driver/files.mjs'
import { ourServer } from '../driver/ours.mjs'
import { allThreads, peerServer } from '../driver/peer.mjs'
import { inRounds } from '../driver/rounds.mjs'

const sizes = [[20_000, 784, 'floats'], [500_000, 20, 'floats'], [20_000, 784, 'wholes']]

export const lane = {
  name: 'moments',
  title: 'Covariance alone, rows in memory',
  async run({ quick, rounds, places, peer, progress }) {
    const cases = []
    for (const [rows, columns, kind] of quick ? [[400, 10, 'floats'], [400, 10, 'wholes']] : sizes) {
      progress(`${rows} × ${columns} ${kind}`)
      const file = numbersFile(places.data, rows, columns, kind)
      const ours = ourServer(places)
      const one = peerServer(peer, 1)
      const all = peerServer(peer)
      const side = (name, process) => ({ name, run: () => process.ask({ do: 'moments', file, columns, kind }) })
      const peers = one ? [side('numpy.cov, 1 thread', one), ...(allThreads > 1 ? [side(`numpy.cov, ${allThreads} threads`, all)] : [])] : []
      cases.push(await inRounds(`${rows} × ${columns} ${kind}`, [side('the kernel, 1 thread', ours), ...peers], rounds))
      for (const process of [ours, one, all]) process?.close()
    }
    return { cases }
  }
}
