import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it, vi } from 'vitest'
import type { CoreApi } from '../../../core/api/contract'
import type { CsvPreview } from '../../../core/api/importPreview'
import type { ColumnProfile, ImportOptions } from '../../../core/api/model'
import { failure, success } from '../../../core/api/problem'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useCsvImport } from '../../../renderer/stores/csvImport'
import { fakeWindow, obligingCore, type FakeWindow } from '../shell/fakes'

const grant = { id: 'csv', name: 'a.csv', kind: 'csv' } as const
const question = { grant, purpose: 'open', project: null } as const

function column(index: number, name: string, type: ColumnProfile['type'], options: ImportOptions, distinct = 3): ColumnProfile {
  const role = options.label === name ? 'label' : type === 'numeric' && (options.features?.includes(name) ?? true) ? 'feature' : 'left-out'
  return { index, name, type, role, reason: null, missing: 0, minimum: null, mean: null, maximum: null, constant: false, distinct }
}

/** Two numbers and a text, as core would preview them under these options. */
function preview(options: ImportOptions, changes: Partial<CsvPreview> = {}, kinds = 3): CsvPreview {
  return {
    name: 'a.csv', bytes: 1, complete: true, dialect: { delimiter: ',', decimal: '.', encoding: 'utf-8', header: true }, detected: [], marked: false, quoted: false,
    shownColumns: ['a', 'b', 'kind'], firstRows: [], columns: [column(0, 'a', 'numeric', options), column(1, 'b', 'numeric', options), column(2, 'kind', 'text', options, kinds)],
    totalRows: 10, rows: 10, droppedRows: 0, label: null, ambiguity: null, problems: [], notes: [], ...changes
  }
}

function begin(core: Partial<CoreApi>): FakeWindow {
  setActivePinia(createPinia())
  const fake = fakeWindow(() => ({ ...obligingCore('a'), ...core }))
  useCoreConnection().connect()
  return fake
}

const headOf = (changes: Partial<CsvPreview> = {}): Partial<CoreApi> => ({ previewHead: (_grant, options) => Promise.resolve(success(preview(options, changes))) })
const asked = (fake: FakeWindow, name: string): readonly unknown[][] => fake.calls.filter(call => call.name === name).map(({ args }) => [...args])

describe('the import of a CSV', () => {
  it('takes a text column that can only be the label, says so, and hands over the choices once they are accepted', async () => {
    begin(headOf())
    const store = useCsvImport()
    const accepted = store.ask(question)
    await vi.waitFor(() => expect(store.ready).toBe(true))
    expect([store.labelTaken, store.options.label, [...store.used]]).toEqual(['kind', 'kind', [0, 1]])
    store.accept()
    expect(await accepted).toEqual({ dialect: {}, label: 'kind', features: null, missing: 'drop', missingCodes: [] })
    expect(store.question).toBeNull()
  })

  it('is not accepted while anything stands in the way', async () => {
    begin(headOf({ problems: [{ code: 'CSV_DECIMAL_AMBIGUOUS', what: 'w', meaning: 'm', action: 'a' }] }))
    const store = useCsvImport()
    void store.ask(question)
    await vi.waitFor(() => expect(store.preview?.problems).toHaveLength(1))
    await vi.waitFor(() => expect(store.upToDate).toBe(true))
    store.accept()
    expect([store.ready, store.question]).toEqual([false, question])
  })

  it('answers with the head of a large file first and with all rows later; a label that turns out to be a list of names is let go', async () => {
    let finish = (): void => {}
    const fake = begin({
      ...headOf({ complete: false }),
      previewCsv: (_job, _grant, options) => new Promise(resolve => {
        finish = () => resolve(success(preview(options, { totalRows: 5000 }, 400)))
      })
    })
    const store = useCsvImport()
    void store.ask(question)
    await vi.waitFor(() => expect(asked(fake, 'previewCsv')).toHaveLength(1))
    expect([store.ready, store.reading, store.labelTaken]).toEqual([true, true, 'kind'])
    finish()
    await vi.waitFor(() => expect(store.labelTaken).toBeNull())
    await vi.waitFor(() => expect(asked(fake, 'previewCsv')).toHaveLength(2))
    finish()
    await vi.waitFor(() => expect(store.reading).toBe(false))
    expect([store.options.label, store.preview?.totalRows]).toEqual([null, 5000])
  })

  it('lets the latest choices win: what is under way for earlier ones is cancelled, and its answer is not shown', async () => {
    const waiting: (() => void)[] = []
    const fake = begin({
      ...headOf({ complete: false }),
      previewCsv: (_job, _grant, options) => new Promise(resolve => void waiting.push(() => resolve(success(preview(options, { rows: options.missing === 'mean' ? 2 : 1 })))))
    })
    const store = useCsvImport()
    void store.ask({ ...question, purpose: 'change' })
    await vi.waitFor(() => expect(waiting).toHaveLength(1))
    store.change({ missing: 'mean' })
    await vi.waitFor(() => expect(waiting).toHaveLength(2))
    expect(asked(fake, 'cancel')).toEqual([[asked(fake, 'previewCsv')[0]![0]]])
    waiting[1]!()
    await vi.waitFor(() => expect(store.preview?.rows).toBe(2))
    waiting[0]!()
    // answers arrive in order: behind this one the late one has come
    await useCoreConnection().call('cancel', 'nothing')
    expect(store.preview?.rows).toBe(2)
  })

  it('given up, or asked about another file, resolves with nothing and stops reading', async () => {
    const fake = begin({ ...headOf({ complete: false }), previewCsv: () => new Promise(() => {}) })
    const store = useCsvImport()
    const first = store.ask({ ...question, purpose: 'change' })
    await vi.waitFor(() => expect(asked(fake, 'previewCsv')).toHaveLength(1))
    const second = store.ask(question)
    expect(await first).toBeNull()
    await vi.waitFor(() => expect(asked(fake, 'cancel')).toHaveLength(1))
    store.cancel()
    expect(await second).toBeNull()
  })

  it('keeps what was seen when other choices cannot be read, and says why', async () => {
    begin({ previewHead: (_grant, options) => Promise.resolve(options.dialect.encoding === 'utf-16le' ? failure({ code: 'CSV_BINARY', what: 'w', meaning: 'm', action: 'a' }) : success(preview(options))) })
    const store = useCsvImport()
    void store.ask(question)
    await vi.waitFor(() => expect(store.ready).toBe(true))
    store.setDialect('encoding', 'utf-16le')
    await vi.waitFor(() => expect(store.failed?.code).toBe('CSV_BINARY'))
    expect([store.ready, store.preview?.columns.length]).toEqual([false, 3])
    store.setDialect('encoding', undefined)
    await vi.waitFor(() => expect(store.ready).toBe(true))
    expect(store.options.dialect).toEqual({})
  })

  it('forgets columns chosen under another delimiter, and keeps them under another decimal sign', async () => {
    begin(headOf())
    const store = useCsvImport()
    void store.ask(question)
    await vi.waitFor(() => expect(store.ready).toBe(true))
    store.use(new Set([1]))
    expect(store.options.features).toEqual(['b'])
    await vi.waitFor(() => expect(store.ready).toBe(true))
    store.setDialect('decimal', ',')
    expect(store.options.features).toEqual(['b'])
    store.setDialect('delimiter', ';')
    expect([store.options.features, store.options.label]).toEqual([null, null])
  })

  it('takes a label out of the inputs that were chosen', async () => {
    begin(headOf())
    const store = useCsvImport()
    void store.ask({ ...question, purpose: 'change' }, { dialect: {}, label: null, features: ['a', 'b'], missing: 'drop', missingCodes: [] })
    await vi.waitFor(() => expect(store.ready).toBe(true))
    store.chooseLabel(store.preview!.columns[0]!)
    expect([store.options.label, store.options.features]).toEqual(['a', ['b']])
  })
})
