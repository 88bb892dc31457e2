// An Electron without a window, whose utility process measures: every line of JSON is handed to it, and its answer written as one.
//   node build/electron-runtime.mjs --xvfb node utilityHost.mjs UTILITY   starts itself again in Electron
import { spawn } from 'node:child_process'
import readline from 'node:readline'

const [entry] = process.argv.slice(2)

// not awaited: Electron is ready only when its entry has been run
if (process.versions.electron) void host()
else spawn(process.env.ELECTRON_EXEC_PATH, [import.meta.filename, entry], { stdio: 'inherit' }).on('close', code => { process.exitCode = code ?? 1 })

async function host() {
  const { app, utilityProcess } = await import('electron/main')
  app.disableHardwareAcceleration()
  await app.whenReady()
  const utility = utilityProcess.fork(entry, [], { stdio: 'inherit' })
  utility.on('message', told => process.stdout.write(`${JSON.stringify(told)}\n`))
  utility.on('exit', () => app.quit())
  readline.createInterface({ input: process.stdin }).on('line', line => utility.postMessage(JSON.parse(line))).on('close', () => utility.kill())
}
