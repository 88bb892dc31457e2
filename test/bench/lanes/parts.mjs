/** Where our time goes, in one process without start-up and standard errors. */
import { quickTables, tableFile, tables } from '../driver/files.mjs'
import { ourServer } from '../driver/ours.mjs'
import { inRounds } from '../driver/rounds.mjs'

export const lane = {
  name: 'parts',
  title: 'The parts: reading, moments, eigenvalues, curve',
  async run({ quick, rounds, places, progress }) {
    const cases = []
    for (const table of quick ? quickTables : tables) {
      progress(table.name)
      const { file, megabytes } = tableFile(places.data, table)
      // a process for each file, as a user would have it
      const ours = ourServer(places)
      cases.push({ ...(await inRounds(table.name, [{ name: 'core', run: () => ours.ask({ do: 'parts', file }) }], rounds)), megabytes })
      ours.close()
    }
    return { cases }
  }
}
