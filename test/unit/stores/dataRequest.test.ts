import { describe, expect, it } from 'vitest'
import type { ColumnProfile, DatasetSummary } from '../../../core/api/model'
import { columnReference, featuresChoice, suggestLabel } from '../../../renderer/stores/dataRequest'

function column(index: number, name: string, type: ColumnProfile['type'], distinct = 3, role: ColumnProfile['role'] = type === 'numeric' ? 'feature' : 'left-out'): ColumnProfile {
  return { index, name, type, role, reason: null, missing: 0, minimum: null, mean: null, maximum: null, constant: false, distinct }
}

function dataset(...columns: readonly ColumnProfile[]): DatasetSummary {
  return {
    name: 'a.csv', bytes: 1, sha256: '', dialect: { delimiter: ',', decimal: '.', encoding: 'utf-8', header: true }, detected: [], columns,
    features: [], constantColumns: [], label: null, totalRows: 10, rows: 10, droppedRows: 0, missing: 'drop', notes: []
  }
}

describe('the suggested label', () => {
  it('is the only text column, taken at once', () => {
    expect(suggestLabel(dataset(column(0, 'a', 'numeric'), column(1, 'kind', 'text')))).toEqual({ kind: 'take', column: 'kind' })
  })

  it('is only asked for when it is numeric, since taking it would change the inputs', () => {
    expect(suggestLabel(dataset(column(0, 'a', 'numeric'), column(1, 'Target', 'numeric')))).toEqual({ kind: 'ask', column: 'Target' })
  })

  it('is only asked for when several text columns could be it', () => {
    expect(suggestLabel(dataset(column(0, 'one', 'text'), column(1, 'two', 'text')))?.kind).toBe('ask')
  })

  it('is never a text column of names', () => {
    expect(suggestLabel(dataset(column(0, 'a', 'numeric'), column(1, 'name', 'text', 400)))).toBeNull()
  })
})

describe('columns in import options', () => {
  it('go by their header where it is unique, else by their index', () => {
    const data = dataset(column(0, 'a', 'numeric'), column(1, 'a', 'numeric'), column(2, 'b', 'numeric'))
    expect(data.columns.map(each => columnReference(data, each))).toEqual(['0', '1', 'b'])
  })

  it('are left to the default when all numeric ones are used', () => {
    const data = dataset(column(0, 'a', 'numeric'), column(1, 'b', 'numeric'), column(2, 'label', 'numeric', 3, 'label'))
    expect(featuresChoice(data, new Set([0, 1]))).toBeNull()
    expect(featuresChoice(data, new Set([1]))).toEqual(['b'])
  })
})
