/** What typing and dragging cost the real window, and how soon it can be used. Its programs run in an Electron of their own, under a display of their own where there is none. */
import path from 'node:path'
import { appIsFresh, build } from '../../../build/setup/bundle.mjs'
import { root } from '../../../build/setup/run.mjs'
import { runThrough } from '../driver/processes.mjs'
import { median } from '../driver/rounds.mjs'

const here = import.meta.dirname
const inApp = [path.join(root, 'build/electron-runtime.mjs'), '--xvfb', 'node']

async function measured(program, words) {
  const { output } = await runThrough(process.execPath, [...inApp, path.join(here, program), ...words])
  return JSON.parse(output)
}

/** @param perRound milliseconds, one of each round @returns a case as `inRounds` makes it */
function caseOf(name, side, perRound, parts) {
  const seconds = perRound.map(milliseconds => milliseconds / 1000)
  return { name, sides: [{ name: side, median: median(seconds), seconds, ...(parts && { parts }) }], ratios: {} }
}

export const lane = {
  name: 'window',
  title: 'The window: the busiest frame after an input at so many blocks, and the start',
  async run({ quick, rounds, progress }) {
    if (!appIsFresh()) await build({ quietOutput: true })
    const cases = []
    const only = quick ? ['--only=units,budgetDrag', '--repeat=1'] : ['--repeat=4']
    for (const [blocks, designs] of quick ? [[4, 1]] : [[100, 1], [500, 1], [4, 50]]) {
      progress(`${blocks} blocks, ${designs} ${designs === 1 ? 'design' : 'designs'}`)
      const runs = []
      for (let round = 0; round < rounds; round++) runs.push((await measured('interactions.mjs', [`--blocks=${blocks}`, `--designs=${designs}`, ...only]))[blocks])
      for (const name of Object.keys(runs[0])) {
        // a move of the pointer comes once a frame: all of its work is that of one frame
        const all = runs.map(run => run[name])
        const numbers = all.map(({ perMove, total, frame }) => (perMove ? total : frame).median)
        const parts = Object.fromEntries(['script', 'layout', 'paint', 'collection'].map(part => [part, median(all.map(one => one[part])) / 1000]))
        cases.push(caseOf(`${blocks} blocks${designs === 1 ? '' : `, ${designs} designs`}, ${name}`, all[0].perMove ? 'a move' : 'its busiest frame', numbers, parts))
      }
    }
    progress('the start')
    const starts = []
    for (let round = 0; round < rounds; round++) starts.push(await measured('start.mjs', [`--repeat=${quick ? 1 : 3}`, ...(quick ? ['--warm-ups=0'] : [])]))
    for (const [name, label] of [['startScreen', 'the start screen'], ['example', 'an example with its MMI']]) {
      cases.push(caseOf(`from the start of the process to ${label}`, 'window', starts.map(start => start[name].median)))
    }
    return { cases, notes: ['Processor time of the page\'s main thread; raster is not in it. See window/README.md.'] }
  }
}
