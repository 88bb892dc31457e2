import { expect, it } from 'vitest'
import { exportName } from '../../../renderer/export/exportName'

it('a name is what every system, shell and LaTeX takes; letters of any script stay', () => {
  expect(exportName('My data (2).csv', 'MMI along the weight budget')).toBe('my-data-2-mmi-along-the-weight-budget')
  expect(exportName('Größe.mmiproj', 'Σ')).toBe('größe-σ')
  expect(exportName('../../etc', 'x/y')).toBe('etc-x-y')
  expect(exportName('***', 'report')).toBe('report')
  expect(exportName('a'.repeat(300), 'report').length).toBe(100)
})
