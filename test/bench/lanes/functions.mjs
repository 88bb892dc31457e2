/** The single functions of *.bench.ts, by vitest, which prints its own tables. Only when asked for: no peers, no report. */
import { runTool } from '../../../build/setup/run.mjs'

export const lane = {
  name: 'functions',
  title: 'Single functions',
  onlyWhenNamed: true,
  async run() {
    const status = await runTool('vitest/vitest.mjs', ['bench', '--run', '-c', 'test/vitest.config.ts'])
    return { cases: [], notes: [status === 0 ? 'see above' : 'failed: see above'] }
  }
}
