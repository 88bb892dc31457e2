/** Means and covariance of rows in memory, against numpy.cov, which multiplies with OpenBLAS. */
import { numbersFile } from '../driver/files.mjs'
import { ourServer } from '../driver/ours.mjs'
import { allThreads, peerServer } from '../driver/peer.mjs'
import { inRounds } from '../driver/rounds.mjs'

const sizes = [[20_000, 784], [500_000, 20]]

export const lane = {
  name: 'moments',
  title: 'Covariance alone, rows in memory',
  async run({ quick, rounds, places, peer, progress }) {
    const cases = []
    for (const [rows, columns] of quick ? [[400, 10]] : sizes) {
      progress(`${rows} × ${columns}`)
      const file = numbersFile(places.data, rows, columns)
      const ours = ourServer(places)
      const one = peerServer(peer, 1)
      const all = peerServer(peer)
      const side = (name, process) => ({ name, run: () => process.ask({ do: 'moments', file, columns }) })
      const peers = one ? [side('numpy.cov, 1 thread', one), ...(allThreads > 1 ? [side(`numpy.cov, ${allThreads} threads`, all)] : [])] : []
      cases.push(await inRounds(`${rows} × ${columns}`, [side('MomentAccumulator', ours), ...peers], rounds))
      for (const process of [ours, one, all]) process?.close()
    }
    return { cases }
  }
}
