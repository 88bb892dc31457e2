#!/usr/bin/env node
// The `mmi` command of a checkout: builds it when it is missing or out of date, then runs it in this process, so that
// standard output and the exit status are the command's own. Nothing of the set-up is written to standard output.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, commandIsFresh } from './setup/bundle.mjs'
import { checkNode, installDependencies } from './setup/dependencies.mjs'
import { root, say } from './setup/run.mjs'

try {
  checkNode()
  if (!commandIsFresh()) {
    await installDependencies({ quietOutput: true })
    await build({ quietOutput: true })
  }
} catch (error) {
  say(error.message)
  process.exit(1)
}
await import(pathToFileURL(path.join(root, 'out/main/mmi.js')).href)
