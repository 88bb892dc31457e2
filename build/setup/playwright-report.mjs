// Counts of a Playwright run and the reasons of its skips, in the form that the summary reads.
import fs from 'node:fs'
import path from 'node:path'

export default class CountReporter {
  counts = { passed: 0, failed: 0, skipped: 0, skips: [] }

  onBegin(_config, suite) {
    this.suite = suite
  }

  onError() {
    this.counts.failed += 1
  }

  onEnd() {
    for (const test of this.suite?.allTests() ?? []) this.count(test)
    if (process.env.MMI_E2E_REPORT) fs.writeFileSync(process.env.MMI_E2E_REPORT, JSON.stringify(this.counts))
  }

  count(test) {
    const outcome = test.outcome()
    if (outcome === 'unexpected') this.counts.failed += 1
    else if (outcome === 'skipped') {
      this.counts.skipped += 1
      const reason = test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
      this.counts.skips.push(`${path.basename(test.location.file)} › ${test.title}: ${reason ?? 'no reason given'}`)
    } else this.counts.passed += 1
  }
}
