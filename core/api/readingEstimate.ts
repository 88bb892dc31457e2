/** What reading a CSV will take, before it is read: orders of magnitude, from rates measured on two cores. */

export interface ReadingEstimate {
  readonly seconds: number
  /** Most memory at a time, up to the covariance. */
  readonly memoryBytes: number
}

/** Bytes of plain numbers. */
const bytesPerSecond = 400e6
/** Products of two columns in one row. */
const productsPerSecond = 15e9
/** Rows are kept for standard errors: that many, unless asked for otherwise, … */
export const rowsKept = 20_000
/** … while they fit into so many bytes as float64: all rows of up to 419 columns, 10,699 of 784, 2,730 of 3,072. */
export const mostSampleBytes = 64 * 1024 ** 2
const programBytes = 120 * 1024 ** 2

/** @param rows of the file @param features N0 columns that are used */
export function estimateReading({ bytes, rows, features }: { readonly bytes: number; readonly rows: number; readonly features: number }): ReadingEstimate {
  // a triangle of sums, one of the scatter, and the whole matrix
  const matrices = (4 + 4 + 8) * features ** 2
  const sample = Math.min(mostSampleBytes, 8 * features * Math.min(rows, rowsKept))
  return { seconds: bytes / bytesPerSecond + (rows * features ** 2) / productsPerSecond, memoryBytes: programBytes + matrices + sample }
}

/** Below these nobody needs to be told. */
const longSeconds = 10
const muchMemory = 1024 ** 3

/** `reading takes about 40 s and 2 GB of memory`; empty for what is soon done. */
export function estimateInWords({ seconds, memoryBytes }: ReadingEstimate): string {
  if (seconds < longSeconds && memoryBytes < muchMemory) return ''
  const memory = memoryBytes < muchMemory ? '' : ` and ${rounded(memoryBytes / 1024 ** 3)} GB of memory`
  return `reading takes about ${duration(seconds)}${memory}`
}

/** `40 s`, `12 min`, `3 h`: about so long. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${rounded(Math.max(1, seconds))} s`
  return seconds < 5400 ? `${rounded(seconds / 60)} min` : `${rounded(seconds / 3600)} h`
}

/** One digit, or two from ten on: it is an estimate. */
const rounded = (value: number): string => String(Number(value.toPrecision(value < 10 ? 1 : 2)))
