/** Arbitrary projects and moments, and a small fixed one of each: the one that the frozen fixtures hold. */
import fc from 'fast-check'
import type { Moments } from '../../../core/dataset/moments'
import { delimiters, encodings } from '../../../core/api/model'
import type { ProjectDocument, ProjectSource } from '../../../core/project/document'
import { emptyProject } from '../../../core/project/document'

/** Sixty-four hexadecimal digits, for sources whose file is not there. */
export const someSha256 = '0123456789abcdef'.repeat(4)

export const sampleMoments: Moments = {
  rows: 3,
  dropped: 1,
  columns: ['mass', 'größe 😀'],
  mean: Float64Array.of(1.5, -2),
  scatter: Float64Array.of(2, 0.5, 8),
  norm2X: Float64Array.of(0.25, -0.125),
  norm4: 40,
  classes: { names: ['no', 'yes'], counts: [1, 2], means: Float64Array.of(1, -1, 1.75, -2.5) },
  provenance: {
    sources: [{ name: 'small.csv', bytes: 40, sha256: someSha256 }],
    dialect: { delimiter: ';', decimal: ',', encoding: 'utf-8', header: true },
    missing: 'drop',
    missingCodes: ['NA'],
    label: 'kind',
    seed: null,
    version: '0.1.0'
  }
}

export const sampleDocument: ProjectDocument = {
  ...emptyProject(),
  source: {
    kind: 'csv',
    name: 'small.csv',
    relativePath: 'data/small.csv',
    bytes: 40,
    sha256: someSha256,
    dialect: { delimiter: ';', decimal: ',', encoding: 'utf-8', header: true },
    label: 'kind',
    features: null,
    missing: 'drop',
    missingCodes: ['NA']
  },
  designs: [{ name: 'Design A', notation: 'dense(2, relu)' }, { name: 'Design B', notation: '' }],
  activeDesign: 1
}

const real = fc.double({ noNaN: true, noDefaultInfinity: true })
// JSON knows no negative zero.
const quantity = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(value => value + 0)
// NumPy keeps no NUL at the end of a text.
const name = fc.string({ unit: 'binary', maxLength: 12 }).map(text => text.replace(/\0+$/, ''))
const sha = fc.stringMatching(/^[0-9a-f]{64}$/)
const dialect = fc.record({ delimiter: fc.constantFrom(...delimiters), decimal: fc.constantFrom('.' as const, ',' as const), encoding: fc.constantFrom(...encodings), header: fc.boolean() })
const missing = fc.constantFrom('drop' as const, 'mean' as const, 'error' as const)
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const reals = (length: number): fc.Arbitrary<Float64Array> => fc.array(real, { minLength: length, maxLength: length }).map(values => Float64Array.from(values))

const source: fc.Arbitrary<ProjectSource> = fc.oneof(
  fc.record({
    kind: fc.constant('csv' as const),
    name: fc.string({ unit: 'binary', minLength: 1 }),
    relativePath: maybe(fc.string()),
    bytes: fc.nat(),
    sha256: sha,
    dialect,
    label: maybe(fc.string()),
    features: maybe(fc.array(fc.string())),
    missing,
    missingCodes: fc.array(fc.string())
  }),
  fc.record({ kind: fc.constant('spectrum' as const), spectrum: fc.record({ kind: fc.constant('list' as const), name: fc.string(), values: fc.array(quantity, { minLength: 1 }) }) }),
  fc.record({ kind: fc.constant('spectrum' as const), spectrum: fc.record({ kind: fc.constant('exponential' as const), rate: quantity, dimension: fc.integer({ min: 1, max: 1000 }) }) }),
  fc.record({ kind: fc.constant('moments' as const), name: fc.string({ minLength: 1 }) })
)

const size = fc.integer({ min: 1, max: 4096 })

/** Documents of the current version, some with fields that this version does not know. */
export const anyDocument: fc.Arbitrary<ProjectDocument> = fc
  .record({
    source: maybe(source),
    shape: maybe(fc.record({ height: size, width: size, channels: size })),
    covariance: fc.record({ estimator: maybe(fc.oneof(fc.record({ kind: fc.constant('oas' as const) }), fc.record({ kind: fc.constant('ridge' as const), epsilon: quantity }))), standardize: fc.boolean() }),
    budget: quantity,
    noise: quantity.filter(value => value > 0),
    unit: fc.constantFrom('nats' as const, 'bits' as const),
    designs: fc.array(fc.record({ name: fc.string({ minLength: 1, maxLength: 20 }), notation: fc.string() }), { minLength: 1, maxLength: 5 }),
    position: fc.nat(),
    further: fc.dictionary(fc.string().map(key => `x ${key}`), fc.jsonValue({ noUnicodeString: false }).map(value => JSON.parse(JSON.stringify(value)) as unknown), { maxKeys: 3 })
  })
  .map(({ position, further, ...document }) => ({ ...further, ...document, activeDesign: position % document.designs.length }))

export const anyMoments: fc.Arbitrary<Moments> = fc.record({ columns: fc.array(name, { minLength: 1, maxLength: 6 }), rows: fc.integer({ min: 2, max: 2 ** 40 }) }).chain(({ columns, rows }) => {
  const dimension = columns.length
  return fc.record({
    rows: fc.constant(rows),
    dropped: fc.nat(),
    columns: fc.constant(columns),
    mean: reals(dimension),
    scatter: reals((dimension * (dimension + 1)) / 2).map(values => values.map(Math.abs)),
    norm2X: reals(dimension),
    norm4: quantity,
    classes: maybe(fc.array(name, { minLength: 1, maxLength: 4 }).chain(names => fc.record({
      names: fc.constant(names),
      counts: fc.constant(names.map(() => Math.floor(rows / names.length))),
      means: reals(names.length * dimension)
    }))),
    provenance: fc.record({
      sources: fc.array(fc.record({ name: fc.string(), bytes: fc.nat(), sha256: sha })),
      dialect: maybe(dialect),
      missing: maybe(missing),
      missingCodes: fc.array(fc.string()),
      label: maybe(fc.string()),
      seed: maybe(fc.integer()),
      version: maybe(fc.string())
    })
  })
})
