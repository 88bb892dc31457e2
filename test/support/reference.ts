/** The reference numbers: computed by an independent program, see test/reference. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const referenceFolder = resolve(import.meta.dirname, '../reference')

export interface ReferenceCase {
  readonly data?: 'iris' | 'ar1_6x6'
  readonly spectrum?: string
  readonly design: string
  readonly budget: number
  readonly noise: number
  readonly covariance?: 'sample' | 'ledoit-wolf' | 'oas'
  readonly standardize?: boolean
  readonly shape?: string | null
  readonly mmi: number
  readonly active?: number
  readonly layers?: readonly number[]
  readonly breakpoints?: readonly number[]
  readonly waterLevel?: number
  readonly eigenvalues?: readonly number[]
  readonly mmi_sum_rule?: number
  readonly joint_bound?: number
}

export const referenceCases: readonly ReferenceCase[] = JSON.parse(readFileSync(resolve(referenceFolder, 'mmi.json'), 'utf8'))
