import { resolve } from 'node:path'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Lane, LoadHooks } from '../../../../core/dataset/hooks'
import { loadCsv } from '../../../../core/dataset/load'
import { must } from '../../../support/evaluate'
import { expectSame, readInBothLanes } from '../lanes'
import { randomRows } from '../randomRows'
import { defaultOptions, temporaryFolder } from '../temporaryFolder'

const folder = temporaryFolder()
const source = resolve(import.meta.dirname, '../../../../core/dataset/plain/thread.ts')
const entry = resolve(folder.path, 'reader.mjs')

// threads run built code
beforeAll(async () => {
  await build({
    configFile: false, logLevel: 'silent', ssr: { noExternal: true },
    build: { ssr: source, outDir: folder.path, emptyOutDir: false, rolldownOptions: { output: { entryFileNames: 'reader.mjs' } } }
  })
})

const kinds = ['red', 'green', 'blue', 'NA']
const lines = randomRows(4000, 9, 7).map((row, index) => [...row.map(value => value.toFixed(4)), index % 97 === 5 ? '' : String(index % 41), kinds[(index * 7) % 4]].join(','))
const path = () => folder.write('threads.csv', `a,b,c,d,e,f,g,h,i,count,kind\n${lines.join('\n')}\n`)

describe('several threads', () => {
  it('read the same as one, and the same twice', async () => {
    const options = { ...defaultOptions, label: 'kind' }
    const read = async (count: number) => must(await loadCsv(path(), options, { lane: 'plain', chunkBytes: 10_000, threads: { entry, count } }, { rows: 500, seed: 4 }))
    const [one, three, again] = [await read(1), await read(3), await read(3)]
    expectSame(three, one)
    expect(again).toEqual(three)
    expect(one.sample.complete).toBe(false)
    await readInBothLanes(path(), options, { chunkBytes: 10_000, threads: { entry, count: 2 } }, { rows: 500, seed: 4 })
  })

  it('keep rows in little memory together, exceptions among them', async () => {
    const decimals = randomRows(6000, 5, 3).map((row, index) => row.map((value, column) => ((index + column) % 211 === 210 ? '-0.0000' : value.toFixed(4))).join(','))
    const file = folder.write('decimals.csv', `a,b,c,d,e\n${decimals.join('\n')}\n`)
    const { sample } = must(await readInBothLanes(file, defaultOptions, { chunkBytes: 5000, threads: { entry, count: 3 } }, { rows: 400, seed: 6 }))
    expect(sample.rows.stored).toBeInstanceOf(Int32Array)
    expect(sample.rows.exceptions!.places.length).toBeGreaterThan(3)
  })

  it('say the same of a bad row, wherever it stands', async () => {
    const bad = [...lines]
    bad[3210] = '1,2,3'
    const file = folder.write('ragged.csv', `a,b,c,d,e,f,g,h,i,count,kind\n${bad.join('\n')}\n`)
    const result = await readInBothLanes(file, defaultOptions, { chunkBytes: 10_000, threads: { entry, count: 2 } })
    expect(result).toMatchObject({ ok: false, problem: { code: 'CSV_ROW_RAGGED', place: { row: 3212 } } })
  })

  it('and read quoted fields with line breaks wherever chunks are cut, with the same rows kept', async () => {
    const odd = lines.map((line, index) => (index % 7 === 3 ? line.replace(/[^,]*$/, `"${'x\n'.repeat(index % 5)}""${index % 3}"" a, b\r\n"`) : line))
    const file = folder.write('quoted.csv', `a,b,c,d,e,f,g,h,i,count,"ki\nnd"\n${odd.join('\n')}\n`)
    const lanes: Lane[] = []
    for (const chunkBytes of [300, 1009, 10_000]) await readInBothLanes(file, { ...defaultOptions, label: '10' }, { chunkBytes, threads: { entry, count: 3 }, onLane: lane => lanes.push(lane) }, { rows: 500, seed: 4 })
    expect(lanes).toEqual(['general', 'plain', 'general', 'plain', 'general', 'plain'])
    const bad = folder.write('malformed.csv', `a,b,c,d,e,f,g,h,i,count,kind\n${[...odd, '1,"2"3', ...lines].join('\n')}\n`)
    expect(await readInBothLanes(bad, defaultOptions, { chunkBytes: 1009, threads: { entry, count: 3 } })).toMatchObject({ ok: false, problem: { code: 'CSV_QUOTE_MALFORMED' } })
  })

  it('that cannot start fail the reading, and nothing else', async () => {
    const threads = { entry: resolve(folder.path, 'missing.mjs'), count: 2 }
    await expect(loadCsv(path(), defaultOptions, { lane: 'plain', chunkBytes: 10_000, threads })).rejects.toThrow('missing.mjs')
    // a file that is refused before it is read never asks for them
    expect(await loadCsv(folder.write('empty.csv', ''), defaultOptions, { lane: 'plain', threads })).toMatchObject({ ok: false, problem: { code: 'CSV_EMPTY' } })
  })

  it('end at once when the reading is cancelled', async () => {
    const controller = new AbortController()
    const hooks: LoadHooks = {
      lane: 'plain', chunkBytes: 1000, threads: { entry, count: 2 }, signal: controller.signal,
      onProgress: () => {
        expect(controller.signal.aborted).toBe(false)
        controller.abort()
      }
    }
    expect(await loadCsv(path(), defaultOptions, hooks)).toMatchObject({ ok: false, problem: { code: 'JOB_CANCELLED' } })
  })
})
