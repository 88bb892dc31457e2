/**
 * The eigenvalue kernel alone against LAPACK's dsyevd without vectors, on the same matrices, with one thread and with all; and the search for
 * a few of many, with their eigenvectors, against ARPACK and LAPACK's dsyevr.
 */
import { covarianceFile, matrixFile, spectra } from '../driver/files.mjs'
import { ourServer } from '../driver/ours.mjs'
import { allThreads, peerServer } from '../driver/peer.mjs'
import { inRounds } from '../driver/rounds.mjs'

const orders = [100, 500, 784, 1000, 2000, 3072]
/** The library takes minutes above. */
const libraryOrder = 784

const leading = { order: 3072, count: 50 }
const quickLeading = { order: 30, count: 3 }

export const lane = {
  name: 'eigenvalues',
  title: 'Eigenvalues alone, matrices in memory',
  async run({ quick, rounds, places, peer, progress }) {
    const cases = []
    const counts = allThreads > 1 ? [1, allThreads] : [1]
    for (const threads of counts) {
      const ours = ourServer(places)
      const theirs = peerServer(peer, threads)
      for (const order of quick ? [30] : orders) {
        progress(`order ${order}, ${threads} threads`)
        cases.push(await measure({ order, threads, file: matrixFile(places.data, order), rounds: quick || order >= 2000 ? rounds : 3 * rounds, ours, theirs }))
      }
      for (const spectrum of Object.keys(spectra)) {
        progress(`largest of a spectrum that is ${spectrum}, ${threads} threads`)
        cases.push(await measureLeading({ ...(quick ? quickLeading : leading), spectrum, threads, places, rounds, ours, theirs }))
      }
      ours.close()
      theirs?.close()
    }
    return { cases }
  }
}

async function measure({ order, threads, file, rounds, ours, theirs }) {
  const found = []
  const side = (name, process, question) => ({
    name,
    run: async () => {
      const { values, seconds } = await process.ask({ file, order, ...question })
      found.push(values)
      return { seconds }
    }
  })
  const kernel = side('kernel', ours, { do: 'eigenvalues', threads })
  const sides = [kernel, ...(theirs ? [side('scipy.linalg.eigvalsh', theirs, { do: 'eigenvalues' })] : [])]
  // the first call of each compiles, reads the matrix and takes memory
  for (const each of sides) await each.run()
  const library = threads === 1 && order <= libraryOrder ? await inRounds('', [side('ml-matrix', ours, { do: 'library-eigenvalues' })], 1) : null
  const measured = await inRounds(`order ${order}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`, sides, rounds)
  return { ...measured, sides: [...measured.sides, ...(library?.sides ?? [])], largestDifference: largestDifference(found) }
}

/** ARPACK does not come to an end on a flat spectrum, and is not asked there. */
async function measureLeading({ order, count, spectrum, threads, places, rounds, ours, theirs }) {
  const file = covarianceFile(places.data, order, spectrum)
  const found = []
  const side = (name, process, question) => ({
    name,
    run: async () => {
      const { values, seconds, ...more } = await process.ask({ file, order, ...question })
      found.push(values.slice(0, count))
      return { seconds, ...more }
    }
  })
  const peers = spectrum === 'flat' ? ['scipy.linalg.eigh subset'] : ['scipy.sparse.linalg.eigsh', 'scipy.linalg.eigh subset']
  const sides = [
    side('search', ours, { do: 'leading-eigenvalues', count, threads }),
    side('kernel, all of them', ours, { do: 'eigenvalues', threads }),
    ...(theirs ? peers.map(name => side(name, theirs, { do: 'leading-eigenvalues', count, by: name })) : [])
  ]
  for (const each of sides) await each.run()
  const measured = await inRounds(`${count} largest of ${order}, ${spectrum}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`, sides, rounds)
  return { ...measured, largestDifference: largestDifference(found) }
}

/** Between any two of what was found, relative to the largest eigenvalue. */
function largestDifference([first, ...others]) {
  const largest = Math.max(Math.abs(first[0]), Math.abs(first.at(-1)))
  return Math.max(0, ...others.flatMap(values => values.map((value, index) => Math.abs(value - first[index]) / largest)))
}
