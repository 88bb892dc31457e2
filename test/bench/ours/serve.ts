/** Parts of core by themselves, measured in this process: answers every line of JSON with one. */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { kernelEigenvalueSolver } from '../../../core/kernels/eigenvalues'
import { kernelLeadingEigenpairs, productsOfOrder } from '../../../core/kernels/leadingEigenpairs'
import { kernelVariant } from '../../../core/kernels/load'
import { libraryEigenvalueSolver } from '../../../core/linalg/symmetricEigenvalues'
import { measureMoments } from './moments'
import { parseWithPapaparse } from './papaparse'
import { measureParts } from './parts'
import { measureTyping } from './typing'

type Question =
  | { readonly do: 'eigenvalues'; readonly file: string; readonly order: number; readonly threads: number }
  | { readonly do: 'leading-eigenvalues'; readonly file: string; readonly order: number; readonly count: number; readonly threads: number }
  | { readonly do: 'library-eigenvalues'; readonly file: string; readonly order: number }
  | { readonly do: 'moments'; readonly file: string; readonly columns: number; readonly kind: 'floats' | 'wholes' }
  | { readonly do: 'parts'; readonly file: string }
  | { readonly do: 'papaparse'; readonly file: string; readonly columns: number }
  | { readonly do: 'typing'; readonly blocks: number; readonly strokes: number }

async function answer(question: Question): Promise<object> {
  switch (question.do) {
    case 'eigenvalues': {
      const solver = kernelEigenvalueSolver({ variant: kernelVariant() ?? 'plain', threads: () => question.threads })
      return timed(() => ({ values: solver.eigenvalues(numbersOf(question.file), question.order) }))
    }
    case 'leading-eigenvalues': return timed(() => leadingEigenvalues(question))
    case 'library-eigenvalues': return timed(() => ({ values: libraryEigenvalueSolver.eigenvalues(numbersOf(question.file), question.order) }))
    case 'moments': return timed(() => measureMoments(numbersOf(question.file), question.columns, question.kind === 'wholes'))
    case 'parts': return measureParts(question.file)
    case 'papaparse': return timed(() => parseWithPapaparse(question.file, question.columns))
    case 'typing': return measureTyping(question.blocks, question.strokes)
  }
}

/** As a decomposition does: where the search gives up, all are found. */
function leadingEigenvalues({ file, order, count, threads }: Extract<Question, { do: 'leading-eigenvalues' }>): object {
  const options = { variant: kernelVariant() ?? 'plain', threads: () => threads }
  const found = kernelLeadingEigenpairs(numbersOf(file), order, count, options, productsOfOrder(order))
  if (found) return { values: found.values, products: found.products }
  return { values: kernelEigenvalueSolver(options).eigenvalues(numbersOf(file), order), products: 0 }
}

let kept: { readonly file: string; readonly numbers: Float64Array } | null = null

/** Read before the clock starts, once. */
function numbersOf(file: string): Float64Array {
  if (kept?.file !== file) {
    const bytes = readFileSync(file)
    kept = { file, numbers: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)) }
  }
  return kept.numbers
}

async function timed(work: () => object | Promise<object>): Promise<object> {
  const begin = performance.now()
  const more = await work()
  return { seconds: (performance.now() - begin) / 1000, ...more }
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line) as Question
  if ('file' in question && question.file.endsWith('.f64')) numbersOf(question.file)
  const told = await answer(question)
  process.stdout.write(`${JSON.stringify(told, (_key, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value))}\n`)
}
