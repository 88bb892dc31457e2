// Runs a program's entry as if it had been started itself, and tells descriptor 3 at the end how much memory it took, and how long since Node.js itself was ready.
//   node measured.mjs ENTRY [args…]
import fs from 'node:fs'
import { pathToFileURL } from 'node:url'

const [entry, ...args] = process.argv.slice(2)
process.argv = [process.argv[0], entry, ...args]
process.on('exit', () => fs.writeSync(3, JSON.stringify({ peakMegabytes: peakMegabytes(), seconds: (performance.now() - performance.nodeTiming.bootstrapComplete) / 1000 })))
await import(pathToFileURL(entry).href)

/** Linux counts what a process had before it became this program into maxRSS, but not into VmHWM. */
function peakMegabytes() {
  const ofThisProgram = fs.existsSync('/proc/self/status') && /VmHWM:\s+(\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))
  return (ofThisProgram ? Number(ofThisProgram[1]) : process.resourceUsage().maxRSS) / 1024
}
