#!/usr/bin/env node
// npm run bench: ours and the peers in turn, on the same files and matrices.
//
//   npm run bench -- [LANE …] [--quick] [--rounds N] [--output FILE] [--compare FILE]
//
// See README.md. Times mean something on a machine that does nothing else; ratios of neighbouring runs are more robust.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, commandIsFresh } from '../../build/setup/bundle.mjs'
import { root, say, SetupError } from '../../build/setup/run.mjs'
import { changesSince } from './driver/compare.mjs'
import { lanes } from './driver/lanes.mjs'
import { bundleServer } from './driver/ours.mjs'
import { findPeer } from './driver/peer.mjs'
import { laneText } from './driver/text.mjs'

const cache = path.join(root, '.cache/bench')

/** Of a report's shape: what `--compare` can read. */
const reportVersion = 2

function readArguments(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, rounds: { type: 'string' }, output: { type: 'string' }, compare: { type: 'string' }, folder: { type: 'string' } }
  })
  const rounds = values.rounds === undefined ? null : Number(values.rounds)
  if (rounds !== null && !(Number.isInteger(rounds) && rounds > 0)) throw new SetupError(`--rounds ${values.rounds} is not a number of rounds`)
  return { ...values, rounds: rounds ?? (values.quick ? 1 : 5), wanted: positionals }
}

function chosenLanes(wanted) {
  const unknown = wanted.find(name => !lanes.some(lane => lane.name === name))
  if (unknown !== undefined) throw new SetupError(`there is no lane ${unknown}: there are ${lanes.map(lane => lane.name).join(', ')}`)
  return wanted.length > 0 ? lanes.filter(lane => wanted.includes(lane.name)) : lanes.filter(lane => !lane.onlyWhenNamed)
}

async function main(args) {
  const { quick, rounds, output, compare, folder, wanted } = readArguments(args)
  const chosen = chosenLanes(wanted)
  const earlier = compare === undefined ? null : JSON.parse(fs.readFileSync(compare, 'utf8'))
  if (!commandIsFresh()) await build({ quietOutput: true })
  const places = { data: path.join(folder ?? cache, 'data'), server: await bundleServer(folder ?? cache) }
  fs.mkdirSync(places.data, { recursive: true })
  const peer = findPeer()
  if (peer.missing) console.log(peer.missing)
  const report = { version: reportVersion, when: new Date().toISOString(), quick, rounds, machine: machine(), peer, lanes: {} }
  for (const lane of chosen) {
    say(`── ${lane.title}`)
    const found = await lane.run({ quick, rounds, places, peer, progress: text => say(text) })
    report.lanes[lane.name] = { title: lane.title, ...found }
    console.log(laneText(report.lanes[lane.name]))
  }
  const file = output ?? path.join(cache, 'results', `${report.when.replaceAll(':', '-')}.json`)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  console.log(`written to ${file}`)
  if (earlier) console.log(changesSince(earlier, report))
}

function machine() {
  return { processor: os.cpus()[0]?.model ?? 'unknown', cores: os.availableParallelism(), memoryMegabytes: Math.round(os.totalmem() / 2 ** 20), node: process.version, system: `${os.platform()} ${os.arch()}` }
}

main(process.argv.slice(2)).catch(error => {
  say(error instanceof SetupError ? error.message : error.stack)
  process.exitCode = 1
})
