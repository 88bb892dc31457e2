/** How fields are written, and what columns are to the rows. */

export let columns: u32 = 0
export let delimiter: u32 = 0
export let decimal: u32 = 0
/** 0: quotes are part of the text. */
export let quote: u32 = 0
export let label: u32 = 0xffffffff
/** Whether `1,234` is to be asked about under the decimal sign ",". */
export let groupsUnclear: bool = false
/** One byte for each column: whether a number with a decimal sign was seen while groups are unclear. */
export let signed: usize = 0
export let roles: usize = 0
let codes: usize = 0
export let codeCount: u32 = 0
/** Per column the value in place of a missing one; 0: such rows are dropped. */
export let fill: usize = 0

export function useDialect(delimiterByte: u32, decimalByte: u32, quoteByte: u32, unclearGroups: bool): void {
  delimiter = delimiterByte
  decimal = decimalByte
  quote = quoteByte
  groupsUnclear = unclearGroups
}

export function useColumns(count: u32, rolesAt: usize, signedAt: usize, labelColumn: u32, codesAt: usize, numberOfCodes: u32, fillAt: usize): void {
  columns = count
  roles = rolesAt
  signed = signedAt
  label = labelColumn
  codes = codesAt
  codeCount = numberOfCodes
  fill = fillAt
}

/** Whether a number stands for a missing value. */
export function isCode(value: f64): bool {
  for (let at: u32 = 0; at < codeCount; at++) if (load<f64>(codes + (<usize>at << 3)) == value) return true
  return false
}
