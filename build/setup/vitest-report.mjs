// A reporter that writes the counts of a run and the reasons of its skips; vitest's own JSON leaves the reasons out.
import fs from 'node:fs'
import path from 'node:path'

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, skips: [] }
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) this.count(counts, test, path.basename(module.moduleId))
    }
    fs.writeFileSync(process.env.MMI_UNIT_REPORT, JSON.stringify(counts))
  }

  count(counts, test, file) {
    const result = test.result()
    if (result.state === 'passed') counts.passed += 1
    else if (result.state === 'failed') counts.failed += 1
    else {
      counts.skipped += 1
      counts.skips.push(`${file} › ${test.fullName}: ${result.note ?? 'no reason given'}`)
    }
  }
}
