import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examplePath, type ProgramFolders } from '../../../app/main/examplePath'

const root = resolve(import.meta.dirname, '../../..')

describe('the CSV of an example', () => {
  it('lies in the checkout', () => {
    const checkout: ProgramFolders = { packaged: false, app: root, resources: '/nowhere' }
    expect(existsSync(examplePath('iris', checkout))).toBe(true)
    expect(existsSync(examplePath('digits', checkout))).toBe(true)
  })

  it('lies beside app.asar in a packaged app, where the packager puts it', () => {
    const packaged: ProgramFolders = { packaged: true, app: '/app/resources/app.asar', resources: '/app/resources' }
    expect(examplePath('iris', packaged)).toBe(join('/app/resources', 'examples', 'iris.csv'))
    const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    expect(builder).toMatch(/^extraResources:\n {2}- from: app\/examples\n {4}to: examples$/m)
    expect(builder).not.toMatch(/^ {2}- app\/examples/m)
  })
})
