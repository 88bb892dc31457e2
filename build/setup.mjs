#!/usr/bin/env node
// npm start, npm test and npm run dev: from a bare checkout to a running program, with Node's built-in modules only,
// because it runs before node_modules exists.
import { checkNode } from './setup/dependencies.mjs'
import { dev } from './setup/dev.mjs'
import { say, SetupError } from './setup/run.mjs'
import { start } from './setup/start.mjs'
import { test } from './setup/test.mjs'

const commands = { start, test, dev }

async function main([name = '', ...args]) {
  checkNode()
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new SetupError(`usage: node build/setup.mjs ${Object.keys(commands).join('|')}`)
  return command(args)
}

main(process.argv.slice(2)).then(code => { process.exitCode = code }, error => {
  say(error instanceof SetupError || !error.stack ? error.message : error.stack)
  process.exitCode = 1
})
