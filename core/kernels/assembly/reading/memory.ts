/** Fields that are no plain numbers: what they mean is asked once and remembered, so a column of texts costs little more than one of numbers. */
import { hashOf } from './hash'

/**
 * Asks what a field is that is no plain number. The answer is one of the kinds below; a value is written to `answer`.
 *
 * @param entry where it will be remembered; −1: nowhere, because there are too many
 */
// @ts-ignore: decorator
@external("env", "unusual")
declare function unusual(column: u32, start: usize, length: u32, entry: i32): u32

export const finiteNumber: u32 = 0
export const missing: u32 = 1
/** A text, or a number that is not finite. */
export const noNumber: u32 = 2
/** This reader cannot tell. */
export const refused: u32 = 3

/** 32 bytes. */
@unmanaged export class Meaning {
  /** 0: free. */
  hash: u64
  value: f64
  /** How often the field was met again. */
  repeats: u32
  kind: u32
  /** Of a label: its class in order of appearance; −1: none. */
  classIndex: i32
  reserved: u32
}

export const slots: u32 = 4096
const mostFields: u32 = 2048
/** One more than there may be, so that too many are noticed. */
export const mostClasses: u32 = 1001

/** Slots of fields, slots of labels, and one for what is not remembered. */
let table: usize = 0
let answer: usize = 0
let fields: u32 = 0
export let classes: u32 = 0

export function useMemory(tableAt: usize, answerAt: usize): void {
  table = tableAt
  answer = answerAt
}

/** What a field means, without the white space around it. */
export function meaningOf(column: u32, start: usize, length: u32, isLabel: bool): Meaning {
  const hash = hashOf(column, start, length)
  const base: u32 = isLabel ? slots : 0
  let at = <u32>hash & (slots - 1)
  while (true) {
    const meaning = changetype<Meaning>(table + (<usize>(base + at) << 5))
    if (meaning.hash == hash) {
      meaning.repeats++
      return meaning
    }
    if (meaning.hash == 0) return isLabel ? askLabel(meaning, hash, base + at, column, start, length) : askField(meaning, hash, at, column, start, length)
    at = (at + 1) & (slots - 1)
  }
}

function askField(free: Meaning, hash: u64, entry: u32, column: u32, start: usize, length: u32): Meaning {
  if (fields == mostFields) return ask(forgotten(), -1, column, start, length)
  fields++
  free.hash = hash
  return ask(free, <i32>entry, column, start, length)
}

function askLabel(free: Meaning, hash: u64, entry: u32, column: u32, start: usize, length: u32): Meaning {
  if (classes == mostClasses) return ask(forgotten(), -1, column, start, length)
  free.hash = hash
  const meaning = ask(free, <i32>entry, column, start, length)
  if (meaning.kind != missing) meaning.classIndex = classes++
  return meaning
}

function forgotten(): Meaning {
  return changetype<Meaning>(table + (<usize>(2 * slots) << 5))
}

function ask(meaning: Meaning, entry: i32, column: u32, start: usize, length: u32): Meaning {
  meaning.kind = unusual(column, start, length, entry)
  meaning.value = meaning.kind == finiteNumber ? load<f64>(answer) : NaN
  meaning.classIndex = -1
  return meaning
}
