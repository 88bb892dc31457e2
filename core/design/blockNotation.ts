/** Reads one block of the notation: `dense(64, relu, budget=10)`, `conv(kernel=2x2, filters=3)`. */
import { assertNever, ProblemError, type Problem } from '../api/problem'
import { problemAt, quoted, type Cursor } from './cursor'
import { activationNamed, budgetProblem, countProblem, type CountName } from './parameters'
import type { Token } from './tokens'
import { activations, type Activation, type Block, type Window } from './types'

const keysOf = {
  dense: ['units', 'activation', 'budget'],
  conv: ['block', 'kernel', 'filters', 'activation', 'budget']
} as const
type Kind = keyof typeof keysOf
type Key = (typeof keysOf)[Kind][number]

/** Arguments as far as they were read; what is absent was not given. */
interface Arguments {
  units?: number
  window?: Window
  filters?: number
  activation?: Activation
  budget?: number
}

/**
 * Reads a block; its label, which stands behind the bracket, is left to the parser.
 *
 * @throws ProblemError DESIGN_BLOCK_UNKNOWN, DESIGN_SYNTAX, DESIGN_PARAMETER or DESIGN_ACTIVATION_UNKNOWN, naming the column
 */
export function readBlock(cursor: Cursor): Block {
  const kind = readKind(cursor)
  cursor.expect('(', `"(" after ${kind}`)
  const given = readArguments(cursor, kind)
  const block = kind === 'dense' ? denseOf(cursor, given) : convOf(cursor, given)
  cursor.take()
  return block
}

function denseOf(cursor: Cursor, given: Arguments): Block {
  return { kind: 'dense', units: given.units ?? cursor.missing('a number of units'), ...activationAndBudget(given) }
}

function convOf(cursor: Cursor, given: Arguments): Block {
  const window = given.window ?? cursor.missing('block=… or kernel=…')
  return { kind: 'conv', window, filters: given.filters ?? cursor.missing('filters=…'), ...activationAndBudget(given) }
}

function activationAndBudget({ activation = 'linear', budget }: Arguments): Pick<Block, 'activation' | 'budget'> {
  return budget === undefined ? { activation } : { activation, budget }
}

function readKind(cursor: Cursor): Kind {
  const { token } = cursor
  if (token.kind !== 'word') return cursor.missing('a block or "("')
  const name = token.text.toLowerCase()
  if (name !== 'dense' && name !== 'conv') {
    throw new ProblemError(problemAt(token, 'DESIGN_BLOCK_UNKNOWN', `there is no block ${quoted(token)}`, 'use dense(…) or conv(…)'))
  }
  cursor.take()
  return name
}

/** Reads up to the closing bracket, which is left standing: a missing argument is reported there. */
function readArguments(cursor: Cursor, kind: Kind): Arguments {
  const given: Arguments = {}
  if (cursor.stands(')')) return given
  let first = true
  do {
    readArgument(cursor, kind, given, first)
    first = false
  } while (cursor.accept(','))
  if (!cursor.stands(')')) cursor.missing('"," or ")"')
  return given
}

function readArgument(cursor: Cursor, kind: Kind, given: Arguments, first: boolean): void {
  const { token } = cursor
  if (token.kind === 'number' && kind === 'dense' && first) {
    given.units = count('number of units', cursor.take())
  } else if (token.kind === 'word' && cursor.stands('=', 1)) {
    readKeyed(cursor, keyOf(token, kind), given)
  } else if (token.kind === 'word') {
    cursor.take()
    if (isKey(token.text, kind)) cursor.missing(`"=" after ${token.text}`)
    refuseSecond(given.activation, token, 'the activation')
    given.activation = activation(token)
  } else {
    cursor.missing(argumentExpected(kind, given))
  }
}

function argumentExpected(kind: Kind, given: Arguments): string {
  if (kind === 'dense') return given.units === undefined ? 'a number of units' : 'an activation or budget=…'
  if (given.window === undefined) return 'block=… or kernel=…'
  return given.filters === undefined ? 'filters=…' : 'an activation or budget=…'
}

function readKeyed(cursor: Cursor, key: Key, given: Arguments): void {
  const keyToken = cursor.take()
  cursor.take()
  switch (key) {
    case 'units':
      refuseSecond(given.units, keyToken, 'the number of units')
      given.units = count('number of units', value(cursor, 'a number of units'))
      return
    case 'filters':
      refuseSecond(given.filters, keyToken, 'the number of filters')
      given.filters = count('number of filters', value(cursor, 'a number of filters'))
      return
    case 'block':
      refuseSecondWindow(given.window, keyToken, 'block')
      given.window = { kind: 'block', size: count('block size', value(cursor, 'a block size')) }
      return
    case 'kernel':
      refuseSecondWindow(given.window, keyToken, 'kernel')
      given.window = kernel(value(cursor, 'a kernel such as 2x2'))
      return
    case 'activation':
      refuseSecond(given.activation, keyToken, 'the activation')
      given.activation = activation(value(cursor, 'an activation'))
      return
    case 'budget':
      refuseSecond(given.budget, keyToken, 'the budget')
      given.budget = budget(value(cursor, 'a budget'))
      return
    default:
      assertNever(key)
  }
}

function keyOf(token: Token, kind: Kind): Key {
  const key = keysOf[kind].find(known => known === token.text.toLowerCase())
  if (key !== undefined) return key
  throw new ProblemError(problemAt(token, 'DESIGN_PARAMETER', `${kind} has no parameter ${quoted(token)}`, `use ${keysOf[kind].join(', ')}`))
}

function isKey(word: string, kind: Kind): boolean {
  return keysOf[kind].some(known => known === word.toLowerCase())
}

/** The token after "=", which must at least look like a value; signs and the end are errors of syntax. */
function value(cursor: Cursor, expectation: string): Token {
  const { kind } = cursor.token
  return kind === 'word' || kind === 'number' || kind === 'size' ? cursor.take() : cursor.missing(expectation)
}

function count(name: CountName, token: Token): number {
  if (token.kind !== 'number') throw wrongKind(token, `the ${name}`, 'an integer from 1 to 1,000,000,000')
  throwAt(token, countProblem(name, token.value))
  return token.value
}

function kernel(token: Token): Window {
  if (token.kind !== 'size') throw wrongKind(token, 'the kernel', 'height x width, such as 2x2')
  throwAt(token, countProblem('kernel height', token.height) ?? countProblem('kernel width', token.width))
  return { kind: 'kernel', height: token.height, width: token.width }
}

function activation(token: Token): Activation {
  const known = activationNamed(token.text)
  if (known !== null) return known
  throw new ProblemError(problemAt(token, 'DESIGN_ACTIVATION_UNKNOWN', `there is no activation ${quoted(token)}`, `use one of ${activations.join(', ')}`))
}

function budget(token: Token): number {
  if (token.kind !== 'number') throw wrongKind(token, 'the budget', 'a finite number of at least 0')
  throwAt(token, budgetProblem(token.value))
  // "-0" is a legal way to write 0, but not a number that two equal designs may differ in
  return token.value === 0 ? 0 : token.value
}

function wrongKind(token: Token, name: string, legal: string): ProblemError {
  return new ProblemError(problemAt(token, 'DESIGN_PARAMETER', `${name} is ${quoted(token)}`, `give ${legal}`))
}

/** @throws ProblemError the problem of a value, placed at its token */
function throwAt(token: Token, problem: Problem | null): void {
  if (problem === null) return
  const column = token.from + 1
  throw new ProblemError({ ...problem, what: `column ${column}: ${problem.what}`, place: { column } })
}

function refuseSecond(given: unknown, token: Token, name: string): void {
  if (given === undefined) return
  throw new ProblemError(problemAt(token, 'DESIGN_PARAMETER', `${name} is given a second time`, 'remove one of the two'))
}

function refuseSecondWindow(given: Window | undefined, token: Token, key: Window['kind']): void {
  if (given === undefined) return
  if (given.kind === key) refuseSecond(given, token, `the ${key}`)
  throw new ProblemError(problemAt(token, 'DESIGN_PARAMETER', 'both block and kernel are given', 'keep block= for runs of values or kernel= for image patches'))
}
