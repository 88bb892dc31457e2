import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, it } from 'vitest'
import type { ImportOptions } from '../../../../core/api/model'
import { readInBothLanes } from '../lanes'
import { defaultOptions } from '../temporaryFolder'

const corpus = resolve(import.meta.dirname, '../../../corpus')
const examples = resolve(import.meta.dirname, '../../../../app/examples')
const listed = (name: string) => JSON.parse(readFileSync(resolve(corpus, name), 'utf8')) as readonly { readonly file: string; readonly options?: Partial<ImportOptions> }[]

const files = [
  ...[...listed('csv.json'), ...listed('good.json')].map(({ file, options }) => ({ path: resolve(corpus, file), file, options })),
  ...['digits.csv', 'iris.csv'].flatMap(file => [undefined, { label: 'label' }].map(options => ({ path: resolve(examples, file), file, options })))
]

describe('both readers say the same of every file of the corpus and of the examples', () => {
  for (const { path, file, options } of files) {
    it(`${file} ${options ? JSON.stringify(options) : ''}`, async () => {
      // in pieces of 3 bytes everything that can be cut in two is cut in two
      for (const hooks of file === 'digits.csv' ? [{}] : [{}, { chunkBytes: 3 }]) await readInBothLanes(path, { ...defaultOptions, ...options }, hooks)
    })
  }
})
