/** What can be measured. A lane is { name, title, run(context), onlyWhenNamed? }; run gives { cases, notes? }, see rounds.mjs. */
import { lane as eigenvalues } from '../lanes/eigenvalues.mjs'
import { lane as endToEnd } from '../lanes/endToEnd.mjs'
import { lane as functions } from '../lanes/functions.mjs'
import { lane as moments } from '../lanes/moments.mjs'
import { lane as papaparse } from '../lanes/papaparse.mjs'
import { lane as parts } from '../lanes/parts.mjs'
import { lane as startUp } from '../lanes/startUp.mjs'
import { lane as typing } from '../lanes/typing.mjs'
import { lane as utility } from '../lanes/utility.mjs'
import { lane as window } from '../window/lane.mjs'

export const lanes = [endToEnd, parts, eigenvalues, moments, papaparse, startUp, typing, utility, window, functions]
