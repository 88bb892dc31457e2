/** What core does at each key in a large design. What the window does at it is measured in ../window. */
import { ourServer } from '../driver/ours.mjs'
import { inRounds } from '../driver/rounds.mjs'

export const lane = {
  name: 'typing',
  title: 'One keystroke: the notation read and every block evaluated',
  async run({ quick, rounds, places }) {
    const ours = ourServer(places)
    const cases = []
    for (const blocks of quick ? [20] : [100, 500]) {
      cases.push(await inRounds(`${blocks} blocks`, [{ name: 'core', run: () => ours.ask({ do: 'typing', blocks, strokes: quick ? 10 : 200 }) }], rounds))
    }
    ours.close()
    return { cases }
  }
}
