/** What it takes until there is anything to compute with. */
import { runCommand } from '../driver/ours.mjs'
import { runThrough } from '../driver/processes.mjs'
import { inRounds } from '../driver/rounds.mjs'

export const lane = {
  name: 'start-up',
  title: 'Start-up',
  async run({ quick, rounds, peer }) {
    const ours = { name: 'mmi --version', run: async () => ({ seconds: (await runCommand(['--version'])).wholeSeconds }) }
    const imports = { name: 'import numpy, pandas, scipy', run: async () => ({ seconds: (await runThrough(peer.python, ['-c', 'import numpy, pandas, scipy.linalg'])).seconds }) }
    return { cases: [await inRounds('a process', peer.missing ? [ours] : [ours, imports], quick ? rounds : 2 * rounds)] }
  }
}
