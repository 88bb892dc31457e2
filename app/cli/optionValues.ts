/** From an option's text to its value, each refusal in the same words. */
import type { CovarianceEstimator, Delimiter, Dialect, Encoding, ImportOptions, InformationUnit, InputShape, MissingPolicy } from '../../core/api/model'
import { encodings } from '../../core/api/model'
import { failure, success, type Result } from '../../core/api/problem'
import type { Options } from './usage'
import { usageProblem } from './usage'

/** A number as it is written everywhere: no hexadecimal, no blanks, no infinity. */
export const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** A finite number; undefined when the option is absent. */
export function numberOption(options: Options, name: string): Result<number | undefined> {
  const text = options.values[name]
  if (text === undefined) return success(undefined)
  const value = decimalNumber.test(text.trim()) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? success(value) : failure(usageProblem(`--${name} is "${text}", not a finite number`))
}

export function choiceOption<T extends string>(options: Options, name: string, choices: readonly T[]): Result<T | undefined> {
  const text = options.values[name]
  if (text === undefined) return success(undefined)
  const choice = choices.find(candidate => candidate === text)
  return choice === undefined ? failure(usageProblem(`--${name} is "${text}", not one of ${choices.join(', ')}`)) : success(choice)
}

export const unitOption = (options: Options): Result<InformationUnit | undefined> => choiceOption(options, 'unit', ['nats', 'bits'])

/** `8x8x1`, or `8x8` for one channel. */
export function shapeOption(options: Options): Result<InputShape | undefined> {
  const text = options.values['shape']
  if (text === undefined) return success(undefined)
  const match = /^([1-9]\d{0,6})x([1-9]\d{0,6})(?:x([1-9]\d{0,6}))?$/i.exec(text.trim())
  if (!match) return failure(usageProblem(`--shape is "${text}", not HxWxC such as 8x8x1`))
  return success({ height: Number(match[1]), width: Number(match[2]), channels: Number(match[3] ?? 1) })
}

/** `sample`, `ledoit-wolf`, `oas` or `ridge:0.1`. */
export function estimatorOption(options: Options): Result<CovarianceEstimator | undefined> {
  const text = options.values['covariance']
  if (text === undefined) return success(undefined)
  if (text === 'sample' || text === 'ledoit-wolf' || text === 'oas') return success({ kind: text })
  const ridge = /^ridge:(.+)$/.exec(text)
  const epsilon = ridge && decimalNumber.test(ridge[1]!) ? Number(ridge[1]) : Number.NaN
  if (epsilon >= 0 && Number.isFinite(epsilon)) return success({ kind: 'ridge', epsilon })
  return failure(usageProblem(`--covariance is "${text}", not sample, ledoit-wolf, oas or ridge:ε with ε ≥ 0`))
}

const delimiterNames: Readonly<Record<string, Delimiter>> = { ',': ',', ';': ';', '|': '|', '\t': '\t', '\\t': '\t', tab: '\t', comma: ',', semicolon: ';', pipe: '|' }
const encodingNames: Readonly<Record<string, Encoding>> = { utf8: 'utf-8', 'utf-16': 'utf-16le', utf16le: 'utf-16le', utf16be: 'utf-16be', latin1: 'latin-1', 'iso-8859-1': 'latin-1' }

/** How a CSV is to be read. */
export function importOptions(options: Options): Result<ImportOptions> {
  const dialect: { -readonly [K in keyof Dialect]?: Dialect[K] } = {}
  const { delimiter, decimal, encoding } = options.values
  if (delimiter !== undefined) {
    const known = delimiterNames[delimiter.toLowerCase()]
    if (!known) return failure(usageProblem(`--delimiter is "${delimiter}", not one of , ; tab |`))
    dialect.delimiter = known
  }
  if (decimal !== undefined) {
    if (decimal !== '.' && decimal !== ',') return failure(usageProblem(`--decimal is "${decimal}", not . or ,`))
    dialect.decimal = decimal
  }
  if (encoding !== undefined) {
    const name = encoding.toLowerCase()
    const known = encodings.find(candidate => candidate === name) ?? encodingNames[name]
    if (!known) return failure(usageProblem(`--encoding is "${encoding}", not one of ${encodings.join(', ')}`))
    dialect.encoding = known
  }
  if (options.flags.has('header') && options.flags.has('no-header')) return failure(usageProblem('--header and --no-header contradict each other'))
  if (options.flags.has('header')) dialect.header = true
  if (options.flags.has('no-header')) dialect.header = false
  const missing = choiceOption<MissingPolicy>(options, 'missing', ['drop', 'mean', 'error'])
  if (!missing.ok) return missing
  return success({
    dialect,
    label: options.values['label'] ?? null,
    features: listOption(options, 'features'),
    missing: missing.value ?? 'drop',
    missingCodes: listOption(options, 'missing-code') ?? []
  })
}

/** A comma list; null when the option is absent. */
export function listOption(options: Options, name: string): readonly string[] | null {
  return options.values[name]?.split(',').map(part => part.trim()).filter(part => part !== '') ?? null
}
