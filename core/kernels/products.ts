/** A·Bᵀ for one A and many B by the compiled kernel: about four times as fast as plain loops. */
import { plainProducts, type TransposedProducts } from '../linalg/dense'
import * as productKernel from './generated/product'
import { kernelMemory, kernelModule, kernelVariant, type KernelVariant } from './load'
import { webAssembly, type WasmMemory } from './webAssembly'

interface Exports {
  addProducts(left: number, leftCount: number, right: number, rightCount: number, inner: number, out: number): void
}

/** The kernel in a variant. Where memory is short the plain loops take its place. */
export function kernelProducts(variant: KernelVariant): TransposedProducts {
  return (a, rows, inner) => {
    let prepared: Prepared | null = null
    return (b, columns, out) => {
      if (rows === 0 || columns === 0 || inner === 0) return plainProducts(a, rows, inner)(b, columns, out)
      if (prepared === null || panelsOf(columns) > prepared.rightCount) prepared = prepare(variant, a, rows, inner, panelsOf(columns))
      if (prepared === null) return plainProducts(a, rows, inner)(b, columns, out)
      multiply(prepared, b, rows, inner, columns, out)
    }
  }
}

/** A of fewer numbers is not worth a memory of its own. By size alone, so that the same question has the same last digit wherever it is asked. */
const leastNumbers = 2 ** 15

/** The fastest of this machine. */
export const fastProducts: TransposedProducts = (a, rows, inner) => {
  const variant = rows * inner < leastNumbers ? null : kernelVariant()
  return (variant === null ? plainProducts : kernelProducts(variant))(a, rows, inner)
}

interface Prepared {
  readonly exports: Exports
  readonly memory: WasmMemory
  readonly left: number
  readonly leftCount: number
  readonly right: number
  /** Room for so many panels of B. */
  readonly rightCount: number
  readonly out: number
}

const panelRows = 4
const numberBytes = Float64Array.BYTES_PER_ELEMENT
const panelsOf = (rows: number): number => Math.ceil(rows / panelRows)

/** A in panels, and room for B and the product; null where the machine cannot give so much. */
function prepare(variant: KernelVariant, a: Float64Array, rows: number, inner: number, rightCount: number): Prepared | null {
  const leftCount = panelsOf(rows)
  const panelBytes = panelRows * inner * numberBytes
  const outBytes = leftCount * rightCount * panelRows * panelRows * numberBytes
  // the kernel has no data of its own; what the compiler may place there takes some bytes
  const left = 4096
  const right = left + leftCount * panelBytes
  const out = right + rightCount * panelBytes
  try {
    const memory = kernelMemory(out + outBytes)
    const exports = new webAssembly.Instance(kernelModule(productKernel, variant), { env: { memory } }).exports as Exports
    pack(a, rows, inner, new Float64Array(memory.buffer, left, leftCount * panelRows * inner))
    return { exports, memory, left, leftCount, right, rightCount, out }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function multiply({ exports, memory, left, leftCount, right, out: place }: Prepared, b: Float64Array, rows: number, inner: number, columns: number, out: Float64Array<ArrayBuffer>): void {
  const rightCount = panelsOf(columns)
  const stride = rightCount * panelRows
  pack(b, columns, inner, new Float64Array(memory.buffer, right, stride * inner))
  const product = new Float64Array(memory.buffer, place, leftCount * panelRows * stride).fill(0)
  exports.addProducts(left, leftCount, right, rightCount, inner, place)
  for (let row = 0; row < rows; row++) out.set(product.subarray(row * stride, row * stride + columns), row * columns)
}

/** Four rows a panel, interleaved number by number; rows that are missing in the last one count as zero. */
function pack(matrix: Float64Array, rows: number, inner: number, panels: Float64Array): void {
  let at = 0
  for (let first = 0; first < rows; first += panelRows) {
    const start = first * inner
    const second = first + 1 < rows ? start + inner : -1
    const third = first + 2 < rows ? start + 2 * inner : -1
    const fourth = first + 3 < rows ? start + 3 * inner : -1
    for (let k = 0; k < inner; k++, at += panelRows) {
      panels[at] = matrix[start + k]!
      panels[at + 1] = second < 0 ? 0 : matrix[second + k]!
      panels[at + 2] = third < 0 ? 0 : matrix[third + k]!
      panels[at + 3] = fourth < 0 ? 0 : matrix[fourth + k]!
    }
  }
}
