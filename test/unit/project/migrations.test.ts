import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareVersions, currentVersion, isTooNew, parseVersion, versionToSave } from '../../../core/project/formatVersion'
import { migrate, migrations, type Migration } from '../../../core/project/migrations'

describe('the migrations', () => {
  it('are numbered from 1 without gaps and end at the current version', () => {
    expect(migrations.map(({ step }) => step)).toEqual(migrations.map((_, index) => index + 1))
    expect(migrations.slice(1).map(({ from }) => from)).toEqual(migrations.slice(0, -1).map(({ to }) => to))
    expect(migrations.at(-1)?.to).toBe(currentVersion)
    for (const { from, to } of migrations) expect(compareVersions(from, to)).toBeLessThan(0)
  })

  it('have a frozen project of every version', () => {
    for (const version of [...migrations.map(({ from }) => from), currentVersion]) {
      expect(existsSync(resolve(import.meta.dirname, `../../fixtures/projects/version-${version}.mmiproj`))).toBe(true)
    }
  })

  it('leave the document they are given as it is', () => {
    const document = Object.freeze({ design: 'dense(2)', other: 1 })
    expect(migrate(document, '0.9')).toMatchObject({ ok: true, value: { document: { designs: [{ name: 'Design A', notation: 'dense(2)' }], activeDesign: 0, other: 1 } } })
    expect(document).toEqual({ design: 'dense(2)', other: 1 })
  })
})

describe('migrating', () => {
  const note = (step: number, from: string, to: string): Migration => ({ step, from, to, summary: to, migrate: document => ({ ...document, [to]: Object.keys(document).length }) })
  const sequence = [note(1, '0.1', '0.9'), note(2, '0.9', '1.0'), note(3, '1.0', '2.0')]

  it('takes every step from the version of the file on, in order', () => {
    expect(migrate({}, '0.1', sequence)).toMatchObject({ ok: true, value: { document: { '0.9': 0, '1.0': 1, '2.0': 2 } } })
    expect(migrate({}, '1.0', sequence)).toMatchObject({ ok: true, value: { document: { '2.0': 0 } } })
    // A newer minor of an older major: what it added is kept, the step to the next major is taken.
    expect(migrate({ added: 1 }, '1.5', sequence)).toMatchObject({ ok: true, value: { document: { added: 1, '2.0': 1 } } })
    expect(migrate({}, '2.0', sequence)).toEqual({ ok: true, value: { document: {}, steps: [] } })
    expect(migrate({}, '2.4', sequence)).toEqual({ ok: true, value: { document: {}, steps: [] } })
  })

  it('refuses what is older than the first version', () => {
    expect(migrate({}, '0.0', sequence)).toMatchObject({ ok: false, problem: { code: 'PROJECT_MIGRATION_FAILED', what: 'the project is of version 0.0, the oldest known version is 0.1' } })
  })

  it('says which step failed and why', () => {
    expect(migrate({ design: 3 }, '0.9')).toMatchObject({ ok: false, problem: { code: 'PROJECT_MIGRATION_FAILED', what: 'the project of version 0.9 could not be brought from version 0.9 to 1.0 (design is not a text)' } })
  })
})

describe('versions', () => {
  it('compare as numbers, not as texts', () => {
    expect(compareVersions('1.10', '1.9')).toBeGreaterThan(0)
    expect(compareVersions('0.9', '1.0')).toBeLessThan(0)
    expect(compareVersions('1.0', '1.0')).toBe(0)
    expect(() => parseVersion('1.0.0')).toThrow(RangeError)
  })

  it('are too new from the next major on', () => {
    expect(['0.9', '1.0', '1.99', '2.0', '10.0'].map(isTooNew)).toEqual([false, false, false, true, true])
  })

  it('are saved as the current one, or as the newer minor that was opened', () => {
    expect([null, '0.9', '1.0', '1.7', '2.0'].map(versionToSave)).toEqual(['1.0', '1.0', '1.0', '1.7', '1.0'])
  })
})
