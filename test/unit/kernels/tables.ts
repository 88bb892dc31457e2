/** Text read by a table kernel in one chunk. */
import { kernelVariant, type KernelVariant } from '../../../core/kernels/load'
import { TableKernel, tableMemory, tableModules, type FieldMeaning } from '../../../core/kernels/tableKernel'
import { TableView } from '../../../core/kernels/tableView'

export interface TableRequest {
  readonly text: string
  readonly columns: number
  readonly features?: readonly number[]
  readonly shift?: Float64Array
  readonly ask?: (column: number, text: string) => FieldMeaning
  /** Told of every question, with what the kernel is doing. */
  readonly onAsk?: (kernel: TableKernel) => void
  readonly described?: boolean
  readonly decimal?: '.' | ','
  readonly delimiter?: string
}

/** Variants that this machine runs. */
export const variants: readonly KernelVariant[] = kernelVariant() === 'relaxed' ? ['plain', 'relaxed'] : ['plain']

/** @param onRows sees every table before it is summed */
export function readTable(
  { text, columns, features = [], shift = new Float64Array(columns), ask = () => ({ kind: 'refused' }), onAsk, described = true, decimal = '.', delimiter = ',' }: TableRequest,
  variant: KernelVariant, onRows: (kernel: TableKernel) => void = () => undefined
): { readonly kernel: TableKernel; readonly view: TableView } {
  const bytes = Buffer.from(text)
  const shape = { columns, described, features, codes: 0, slotBytes: bytes.length, slots: 1 }
  const memory = tableMemory(shape)
  const dialect = { delimiter: delimiter.charCodeAt(0), decimal: decimal.charCodeAt(0), quote: 34, unclearGroups: false }
  const kernel: TableKernel = new TableKernel({ shape, dialect, label: null, needed: features, codes: [], fill: null, shift, scales: null }, tableModules(variant), memory, (column, start, length) => {
    onAsk?.(kernel)
    return ask(column, Buffer.from(memory.buffer, start, length).toString())
  })
  const view = new TableView(shape, memory)
  const { at: slot, bytes: place } = view.slot(0)
  place.set(bytes)
  kernel.startChunk()
  for (let at = slot; at < slot + bytes.length && !kernel.refused;) {
    at = kernel.scan(at, slot + bytes.length)
    if (!kernel.isFull && at < slot + bytes.length) continue
    onRows(kernel)
    kernel.flush()
  }
  return { kernel, view }
}
