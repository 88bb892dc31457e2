/** The same work in Electron's utility process, where the window has it done, and in Node.js, where the command line does it. */
import path from 'node:path'
import { root } from '../../../build/setup/run.mjs'
import { quickTables, tableFile, tables } from '../driver/files.mjs'
import { ourServer } from '../driver/ours.mjs'
import { server } from '../driver/processes.mjs'
import { inRounds } from '../driver/rounds.mjs'

const host = path.join(import.meta.dirname, '../ours/utilityHost.mjs')

function utilityServer({ server: file }) {
  return server(process.execPath, [path.join(root, 'build/electron-runtime.mjs'), '--xvfb', 'node', host, path.join(path.dirname(file), 'utility.js')])
}

async function asked(side, question) {
  const told = await side.ask(question)
  if (told.error !== undefined) throw new Error(told.error)
  return told
}

export const lane = {
  name: 'utility',
  title: 'From a CSV to a curve in Electron\'s utility process, against Node.js',
  async run({ quick, rounds, places, progress }) {
    const cases = []
    for (const table of quick ? quickTables.slice(0, 1) : tables) {
      progress(table.name)
      const { file, megabytes } = tableFile(places.data, table)
      const sides = [utilityServer(places), ourServer(places)]
      // both have done it once: a user opens more than one file, and code that was never run is another matter
      for (const side of sides) await asked(side, { do: 'parts', file })
      const [utility, node] = sides
      cases.push({
        ...(await inRounds(table.name, [{ name: 'utility process', run: () => asked(utility, { file }) }, { name: 'Node.js', run: () => asked(node, { do: 'parts', file }) }], rounds)), megabytes
      })
      for (const side of sides) side.close()
    }
    return { cases, notes: ['without start-up and standard errors'] }
  }
}
