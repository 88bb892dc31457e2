/** Child processes: one that is run through, and one that answers line by line. */
import { spawn } from 'node:child_process'
import readline from 'node:readline'

/**
 * Runs a program to its end.
 * @returns {Promise<{ seconds: number, output: string, told: string }>} wall time; standard output; what it wrote to descriptor 3
 */
export function runThrough(program, args, environment = {}) {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
    const texts = ['', '', '', '']
    for (const descriptor of [1, 2, 3]) child.stdio[descriptor].setEncoding('utf8').on('data', text => { texts[descriptor] += text })
    child.on('error', reject)
    child.on('close', code => {
      const seconds = (performance.now() - begin) / 1000
      if (code === 0) resolve({ seconds, output: texts[1], told: texts[3] })
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${texts[2].slice(-2000)}`))
    })
  })
}

/**
 * A program that answers every line of JSON with one.
 * @returns {{ ask: (question: object) => Promise<any>, close: () => void }}
 */
export function server(program, args, environment = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...environment } })
  const waiting = []
  readline.createInterface({ input: child.stdout }).on('line', line => waiting.shift()?.resolve(JSON.parse(line)))
  child.on('close', code => { for (const { reject } of waiting) reject(new Error(`${program} ${args.join(' ')} ended with ${code}`)) })
  return {
    ask: question => new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      child.stdin.write(`${JSON.stringify(question)}\n`)
    }),
    close: () => child.stdin.end()
  }
}
