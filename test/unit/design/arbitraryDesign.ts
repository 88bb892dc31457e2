/** Arbitrary legal designs for property tests, here and elsewhere. */
import fc from 'fast-check'
import { largestCount } from '../../../core/design/parameters'
import { isItemPath, walk } from '../../../core/design/paths'
import { activations, type Block, type Branch, type Design, type Item, type Path, type Slice, type Window } from '../../../core/design/types'

const activation = fc.constantFrom(...activations)
const count = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: largestCount }))
const budget = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(value => (value === 0 ? 0 : value))
)
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const label = fc.tuple(fc.constantFrom(...letters), fc.string({ unit: fc.constantFrom(...letters, ...'0123456789_-'), maxLength: 5 })).map(([first, rest]) => first + rest)

/** Optional keys are absent when they have no value, never `undefined`: as the parser leaves them. */
function withOptional<T extends object, K extends string, V>(value: T, key: K, optional: V | undefined): T & { [key in K]?: V } {
  return optional === undefined ? value : { ...value, [key]: optional } as T & { [key in K]?: V }
}

const window: fc.Arbitrary<Window> = fc.oneof(
  count.map(size => ({ kind: 'block', size }) as const),
  fc.tuple(count, count).map(([height, width]) => ({ kind: 'kernel', height, width }) as const)
)

export const arbitraryBlock: fc.Arbitrary<Block> = fc.tuple(
  fc.oneof(
    fc.record({ kind: fc.constant('dense' as const), units: count, activation }, { noNullPrototype: true }),
    fc.record({ kind: fc.constant('conv' as const), window, filters: count, activation }, { noNullPrototype: true })
  ),
  fc.option(budget, { nil: undefined }),
  fc.option(label, { nil: undefined })
).map(([block, itsBudget, itsLabel]) => withOptional(withOptional(block, 'budget', itsBudget), 'label', itsLabel))

export const arbitrarySlice: fc.Arbitrary<Slice> = fc
  .tuple(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 50 }))
  .map(([from, length]) => ({ from, to: from + length }))

const tree = fc.letrec<{ item: Item; branch: Branch }>(tie => ({
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: arbitraryBlock },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.array(tie('branch'), { minLength: 2, maxLength: 4 }), fc.option(label, { nil: undefined }))
        .map(([branches, itsLabel]) => withOptional({ kind: 'parallel' as const, branches }, 'label', itsLabel))
    }
  ),
  branch: fc.tuple(fc.option(arbitrarySlice, { nil: undefined, freq: 4 }), fc.array(tie('item'), { minLength: 1, maxLength: 3 }))
    .map(([slice, items]) => (slice === undefined ? { items } : { slice, items }))
}))

export const arbitraryItem: fc.Arbitrary<Item> = tree.item
export const arbitraryItems: fc.Arbitrary<readonly Item[]> = fc.array(tree.item, { minLength: 1, maxLength: 3 })

/** A legal design with at least one item: every one can be written in the notation. */
export const arbitraryDesign: fc.Arbitrary<Design> = fc.array(tree.item, { minLength: 1, maxLength: 5 }).map(items => ({ items }))

/** Paths of all items and all branches, one-item branches included. */
export function allPaths(design: Design): readonly Path[] {
  const items = walk(design).flatMap(entry => (entry.kind === 'item' ? [entry.path] : []))
  const branches = items.filter(path => path.length > 1 && path.at(-1) === 0).map(path => path.slice(0, -1))
  return [...items, ...branches]
}

/** A path that mostly leads somewhere in the design, sometimes just past it, sometimes nowhere. */
export function pathFor(design: Design): fc.Arbitrary<Path> {
  const paths = allPaths(design)
  const gaps = paths.map(path => path.with(-1, (path.at(-1) ?? 0) + 1))
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...paths) },
    { weight: 4, arbitrary: fc.constantFrom(...gaps) },
    { weight: 1, arbitrary: fc.constantFrom<Path>([]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(fc.nat({ max: 4 }), fc.constantFrom(-1, 0.5)), { maxLength: 5 }) }
  )
}

/** Paths of the dense and convolution blocks. */
export function blockPaths(design: Design): readonly Path[] {
  return walk(design).flatMap(entry => (entry.kind === 'item' && entry.item.kind !== 'parallel' && isItemPath(entry.path) ? [entry.path] : []))
}
