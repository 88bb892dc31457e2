import { describe, expect, it } from 'vitest'
import { withoutTakenLabels } from '../../../core/design/labels'
import { parseDesign } from '../../../core/design/parse'
import { printItems } from '../../../core/design/print'
import type { Design } from '../../../core/design/types'

function designOf(text: string): Design {
  const result = parseDesign(text)
  if (!result.ok) throw new Error(result.problem.what)
  return result.value
}

describe('labels of what is pasted', () => {
  const pasted = (text: string, into: string): string => printItems(withoutTakenLabels(designOf(text).items, designOf(into)))

  it('stay where nobody else has them: what was cut keeps its name', () => {
    expect(pasted('(dense(1) #a | dense(2) #b) #g', 'dense(3) #c')).toBe('(dense(1) #a | dense(2) #b) #g')
  })

  it('go where the design has them, inside groups too', () => {
    expect(pasted('(dense(1) #a | dense(2) #b) #g -> dense(4) #c', 'dense(3) #c -> (dense(9) #b | dense(9) #g)')).toBe('(dense(1) #a | dense(2)) -> dense(4)')
  })
})
