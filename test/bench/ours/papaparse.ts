import { createReadStream } from 'node:fs'
import Papa from 'papaparse'

/** A CSV read as most would in JavaScript: streamed through papaparse, each field through Number(). @returns the sum of the last column */
export function parseWithPapaparse(file: string, columns: number): Promise<{ readonly sum: number }> {
  return new Promise((resolve, reject) => {
    const row = new Float64Array(columns)
    let sum = 0
    let isHeader = true
    const parser = Papa.parse(Papa.NODE_STREAM_INPUT, { delimiter: ',' })
    parser.on('data', (fields: readonly string[]) => {
      if (!isHeader) {
        for (let column = 0; column < columns; column++) row[column] = Number(fields[column])
        sum += row[columns - 1]!
      }
      isHeader = false
    })
    parser.on('end', () => resolve({ sum }))
    parser.on('error', reject)
    createReadStream(file).pipe(parser)
  })
}
