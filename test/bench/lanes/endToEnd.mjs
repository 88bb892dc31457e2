/** A CSV to a curve of 200 budgets: the built `mmi`, and what a researcher would write in Python. */
import fs from 'node:fs'
import path from 'node:path'
import { tableFile, tables, quickTables } from '../driver/files.mjs'
import { runCommand } from '../driver/ours.mjs'
import { allThreads, peerScript, threadsOf } from '../driver/peer.mjs'
import { runThrough } from '../driver/processes.mjs'
import { inRounds } from '../driver/rounds.mjs'

export const lane = {
  name: 'end-to-end',
  title: 'From a CSV to covariance, eigenvalues and a curve of 200 budgets',
  async run({ quick, rounds, places, peer, progress }) {
    const cases = []
    for (const table of quick ? quickTables.slice(0, 1) : tables) {
      progress(`${table.name}: ${table.rows} × ${table.columns}`)
      const { file, megabytes } = tableFile(places.data, table)
      cases.push({ ...(await measure(table.name, file, { rounds, places, peer })), rows: table.rows, columns: table.columns, megabytes })
    }
    return { cases, notes: [`ours from when Node.js is ready, with standard errors; the peers with ${allThreads} threads, from when their packages are imported; wholeSeconds of the processes with both`] }
  }
}

async function measure(name, file, { rounds, places, peer }) {
  const curve = path.join(places.data, 'curve.csv')
  const ours = {
    name: 'mmi curve',
    run: () => runCommand(['curve', '--data', file, '--design', 'dense(50)', '--covariance', 'sample', '--from', '0.01', '--to', '10000', '--points', '200', '-o', curve])
  }
  const peerCurves = []
  const peers = peer.missing ? [] : ['pandas', 'loadtxt'].map(reader => ({
    name: reader === 'pandas' ? 'pandas.read_csv, numpy, scipy' : 'numpy.loadtxt, numpy, scipy',
    run: async () => {
      const { seconds, output } = await runThrough(peer.python, [peerScript, 'table', file, reader], threadsOf(allThreads))
      const { curve: values, ...told } = JSON.parse(output)
      peerCurves.push(values)
      return { ...told, wholeSeconds: seconds }
    }
  }))
  const found = await inRounds(name, [ours, ...peers], rounds)
  return { ...found, wholeRatios: wholeRatios(found.sides), ...(peerCurves.length > 0 && { largestDifference: largestDifference(readCurve(curve), peerCurves) }) }
}

/** Of the processes from start to end, as a user waits for them; by their medians. */
function wholeRatios([ours, ...peers]) {
  return Object.fromEntries(peers.map(({ name, wholeSeconds }) => [name, ours.wholeSeconds / wholeSeconds]))
}

function readCurve(file) {
  return fs.readFileSync(file, 'utf8').trim().split('\n').slice(1).map(line => Number(line.split(',')[1]))
}

/** Between curves, relative: they are to be the same numbers. */
function largestDifference(ours, curves) {
  return Math.max(...curves.flatMap(curve => curve.map((value, index) => Math.abs(ours[index] / value - 1))))
}
