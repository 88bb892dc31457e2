/** Reading alone against papaparse, what most would read a CSV with in JavaScript. Ours also profiles the columns and takes the moments. */
import { quickTables, tableFile, tables } from '../driver/files.mjs'
import { ourServer } from '../driver/ours.mjs'
import { inRounds } from '../driver/rounds.mjs'

export const lane = {
  name: 'papaparse',
  title: 'Reading a CSV against papaparse',
  async run({ quick, rounds, places, progress }) {
    const cases = []
    for (const table of quick ? quickTables.slice(0, 1) : tables.slice(0, 2)) {
      progress(table.name)
      const { file, megabytes } = tableFile(places.data, table)
      const ours = ourServer(places)
      const reading = async () => {
        const { parts } = await ours.ask({ do: 'parts', file })
        return { seconds: parts.read + parts.moments }
      }
      const sides = [{ name: 'loadCsv, with moments', run: reading }, { name: 'papaparse, Number()', run: () => ours.ask({ do: 'papaparse', file, columns: table.columns }) }]
      cases.push({ ...(await inRounds(table.name, sides, rounds)), megabytes })
      ours.close()
    }
    return { cases }
  }
}
