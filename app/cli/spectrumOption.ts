/** `--spectrum`: a modelled spectrum, or eigenvalues listed in a file. */
import { basename } from 'node:path'
import type { ModelledSpectrum } from '../../core/api/model'
import { failure, success, type Problem, type Result } from '../../core/api/problem'
import { readNumberColumn } from '../../core/dataset/numberColumn'
import { decimalNumber } from './optionValues'

const largestDimension = 100_000

/** Read `exponential:rate=0.1,dim=100`, `power:exponent=1,dim=100`, `white:dim=100` or `file:eigenvalues.csv`. */
export async function spectrumOption(text: string): Promise<Result<ModelledSpectrum>> {
  const colon = text.indexOf(':')
  const kind = colon < 0 ? text : text.slice(0, colon)
  const rest = colon < 0 ? '' : text.slice(colon + 1)
  if (kind === 'file') return fileSpectrum(rest)
  const expected = { exponential: ['rate', 'dim'], power: ['exponent', 'dim'], white: ['dim'] }[kind]
  if (!expected) return failure(invalid(`the spectrum "${text}" is of no known kind`))
  const parameters = readParameters(rest, expected)
  if (!parameters.ok) return parameters
  const { dim, rate, exponent } = parameters.value
  if (dim === undefined || !Number.isInteger(dim) || dim < 1 || dim > largestDimension) {
    return failure(invalid(`the spectrum has ${dim === undefined ? 'no dimension' : `the dimension ${dim}`}; it must be an integer from 1 to ${largestDimension}`))
  }
  if (kind === 'white') return success({ kind, dimension: dim })
  const steepness = kind === 'exponential' ? rate : exponent
  if (steepness === undefined || steepness < 0) return failure(invalid(`the spectrum has ${steepness === undefined ? `no ${expected[0]}` : `the ${expected[0]} ${steepness}`}; it must be a number ≥ 0`))
  return success(kind === 'exponential' ? { kind, rate: steepness, dimension: dim } : { kind: 'power', exponent: steepness, dimension: dim })
}

function readParameters(text: string, expected: readonly string[]): Result<Readonly<Record<string, number | undefined>>> {
  const found: Record<string, number> = {}
  for (const part of text.split(',').filter(piece => piece.trim() !== '')) {
    const [name = '', value = '', ...more] = part.split('=').map(piece => piece.trim())
    if (!expected.includes(name) || name in found || more.length > 0) return failure(invalid(`the spectrum has "${part}", expected ${expected.map(each => `${each}=…`).join(', ')}`))
    const parsed = decimalNumber.test(value) ? Number(value) : Number.NaN
    if (!Number.isFinite(parsed)) return failure(invalid(`the spectrum's ${name} is "${value}", not a finite number`))
    found[name] = parsed
  }
  return success(found)
}

async function fileSpectrum(path: string): Promise<Result<ModelledSpectrum>> {
  const values = await readNumberColumn(path)
  if (!values.ok) return failure({ ...values.problem, place: { ...values.problem.place, file: path } })
  const bad = values.value.findIndex(value => value < 0)
  if (bad >= 0) return failure({ ...invalid(`eigenvalue ${bad + 1} is ${values.value[bad]}`), code: 'SPECTRUM_NEGATIVE', place: { file: path } })
  return success({ kind: 'list', name: basename(path), values: values.value })
}

function invalid(what: string): Problem {
  return {
    code: 'SPECTRUM_INVALID',
    what,
    meaning: 'no eigenvalues follow from it',
    action: 'write exponential:rate=0.1,dim=100, power:exponent=1,dim=100, white:dim=100 or file:eigenvalues.csv with numbers ≥ 0'
  }
}
