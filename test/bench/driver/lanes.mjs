/** What can be measured. A lane is { name, title, run(context), onlyWhenNamed? }; run gives { cases, notes? }, see rounds.mjs. */
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { lane as eigenvalues } from '../lanes/eigenvalues.mjs'
import { lane as endToEnd } from '../lanes/endToEnd.mjs'
import { lane as functions } from '../lanes/functions.mjs'
import { lane as moments } from '../lanes/moments.mjs'
import { lane as papaparse } from '../lanes/papaparse.mjs'
import { lane as parts } from '../lanes/parts.mjs'
import { lane as startUp } from '../lanes/startUp.mjs'
import { lane as typing } from '../lanes/typing.mjs'

/** What the real window costs is measured by a lane beside its own means, where they are. */
const windowLane = path.join(import.meta.dirname, '../window/lane.mjs')

export async function lanes() {
  const ours = [endToEnd, parts, eigenvalues, moments, papaparse, startUp, typing, functions]
  if (!fs.existsSync(windowLane)) return ours
  const { lane } = await import(pathToFileURL(windowLane).href)
  return [...ours, lane]
}
