#!/usr/bin/env node
// How long the app takes from the start of its process until the window can be used, as JSON on stdout:
//
//   npm run build && node build/electron-runtime.mjs --xvfb node test/bench/window/start.mjs [--repeat=7] [--warm-ups=3]
//
// `startScreen` is until its first words are on screen; they are put there together with everything that answers to them. `example` is until the
// number of an example that was asked for on the command line stands in the status line. Both are read from the page's own record of what
// was painted when, so that nothing of the measurement runs while the app starts. Warm: the starts before have filled every cache.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import { newUserData, quantile, removeUserData, rounded, startArguments } from './app.mjs'

const option = (name, otherwise) => process.argv.find(word => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
const electron = process.env.ELECTRON_EXEC_PATH ?? createRequire(import.meta.url)('electron')

/** Starts that only fill caches: V8 keeps the code of a script that has been met twice. */
const warmUps = Number(option('warm-ups', '3'))
const patienceMilliseconds = 30_000

const startScreen = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`
const example = `new Promise(resolve => {
  const given = setTimeout(() => resolve(undefined), 200)
  new PerformanceObserver(list => {
    const entry = list.getEntries().find(({ identifier }) => identifier === 'mmi')
    if (!entry) return
    clearTimeout(given)
    resolve(entry.renderTime)
  }).observe({ type: 'element', buffered: true })
})`

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** @param words behind the app @param moment an expression of the page: ms after its beginning, undefined while it has not come @returns ms since the process was started */
export async function timeOf(userData, words, moment) {
  const port = await freePort()
  const began = Date.now()
  const app = spawn(electron, [`--remote-debugging-port=${port}`, ...startArguments(userData, words)], { stdio: 'ignore' })
  const ended = once(app, 'exit')
  try {
    await pause(1500)
    const page = await pageOf(port, began)
    try {
      for (;;) {
        const found = await page.evaluate(`Promise.resolve(${moment}).then(at => at === undefined ? null : performance.timeOrigin + at)`)
        if (typeof found === 'number') return found - began
        if (Date.now() - began > patienceMilliseconds) throw new Error('the moment never came')
        await pause(200)
      }
    } finally {
      page.close()
    }
  } finally {
    app.kill('SIGTERM')
    const last = setTimeout(() => app.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(last)
  }
}

async function pageOf(port, began) {
  for (;;) {
    const targets = await fetch(`http://127.0.0.1:${port}/json/list`).then(answer => answer.json()).catch(() => [])
    const target = targets.find(({ type, url }) => type === 'page' && url.startsWith('app://'))
    if (target) return connect(target.webSocketDebuggerUrl)
    if (Date.now() - began > patienceMilliseconds) throw new Error('no page appeared')
    await pause(200)
  }
}

async function connect(address) {
  const { WebSocket: NodeSocket } = globalThis
  const Socket = NodeSocket ?? createRequire(import.meta.url)('playwright-core/lib/utilsBundle').ws
  const socket = new Socket(address)
  await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject })
  let last = 0
  const waiting = new Map()
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data)
    waiting.get(id)?.(result?.result?.value)
    waiting.delete(id)
  }
  return {
    evaluate: expression => new Promise(resolve => {
      last += 1
      waiting.set(last, resolve)
      socket.send(JSON.stringify({ id: last, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } }))
    }),
    close: () => socket.close()
  }
}

/** @returns for each of the two beginnings its cold first time, and median, quickest and slowest of the warm ones, ms */
export async function measureStart(repeat) {
  const results = {}
  for (const [name, words, moment] of [['startScreen', [], startScreen], ['example', ['--example=digits'], example]]) {
    const userData = await newUserData()
    try {
      const times = []
      for (let run = 0; run < warmUps + repeat; run += 1) times.push(await timeOf(userData, words, moment))
      const warm = times.slice(warmUps)
      results[name] = { first: rounded(times[0], 0), median: rounded(quantile(warm, 0.5), 0), quickest: rounded(Math.min(...warm), 0), slowest: rounded(Math.max(...warm), 0) }
    } finally {
      await removeUserData(userData)
    }
  }
  return results
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${JSON.stringify(await measureStart(Number(option('repeat', '7'))), null, 1)}\n`)
