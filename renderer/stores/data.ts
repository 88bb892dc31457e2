/** The data in use: loading with progress and cancel, the problem when it fails, loading again when core restarts. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { FileGrant } from '../../core/api/bridge'
import type { JobProgress, LoadedData, OpenedProject } from '../../core/api/contract'
import type { ImportOptions, ModelledSpectrum } from '../../core/api/model'
import { assertNever, failure, success, type Problem, type Result } from '../../core/api/problem'
import { coreStopped, useCoreConnection } from './coreConnection'
import { grantAgain } from './csvGrant'
import { copyOptions, csvAtHand, describeRequest, mutableSpectrum, sourceOf, suggestLabel, type CsvAtHand, type DataRequest } from './dataRequest'
import { useProject } from './project'

/** A file that makes core stop each time must not be tried for ever. */
const replaysInARow = 2

const cancelled: Problem = {
  code: 'JOB_CANCELLED',
  what: 'reading was cancelled',
  meaning: 'the data in use are unchanged',
  action: 'start again when you like'
}

export const useData = defineStore('data', () => {
  const core = useCoreConnection()
  const project = useProject()

  const data = shallowRef<LoadedData | null>(null)
  /** What `data` came from. */
  const request = shallowRef<DataRequest | null>(null)
  /** What is being read or failed to be read; null when `data` is what was asked for. */
  const attempted = shallowRef<DataRequest | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const progress = shallowRef<JobProgress | null>(null)
  const loading = ref(false)

  let job: string | null = null
  let attempt = 0
  let replays = 0

  const dimension = computed(() => data.value?.dimension ?? null)
  const suggestion = computed(() => data.value?.dataset && csvAtHand(request.value) ? suggestLabel(data.value.dataset) : null)
  /** What was chosen, not detected, of the dialect of the file that is asked for. */
  const attemptedDialect = computed(() => csvAtHand(attempted.value ?? request.value)?.options.dialect ?? {})
  const importOptions = computed(() => csvAtHand(request.value)?.options ?? null)

  function ask(wanted: DataRequest): Promise<Result<LoadedData>> {
    switch (wanted.kind) {
      case 'spectrum': return core.call('loadSpectrum', mutableSpectrum(wanted.spectrum))
      case 'csv': return runJob(id => readCsv(id, wanted))
      case 'project': return runJob(async id => {
        const openedAgain = await core.call('openProject', id, wanted.grant.id)
        if (!openedAgain.ok) return openedAgain
        await linkAgain(id, wanted, openedAgain.value)
        return openedAgain.value.data ? success(openedAgain.value.data) : failure(momentsGone(wanted.grant))
      })
      default: return assertNever(wanted)
    }
  }

  async function readCsv(id: string, { grant, options, project: beside }: Extract<DataRequest, { kind: 'csv' }>): Promise<Result<LoadedData>> {
    const answer = await core.call('loadCsv', id, grant.id, copyOptions(options))
    if (answer.ok || answer.problem.code !== 'GRANT_UNKNOWN' || !beside) return answer
    const again = await grantAgain(core, id, beside)
    return again === null ? answer : core.call('loadCsv', id, again, copyOptions(options))
  }

  /** A CSV that the user pointed to stays linked, also in another process, which looks only where the project says. */
  async function linkAgain(id: string, { csv }: Extract<DataRequest, { kind: 'project' }>, { csv: state, data: loaded, document: { source } }: OpenedProject): Promise<void> {
    if (csv && state !== 'found' && loaded && source?.kind === 'csv') await core.call('relinkCsv', id, loaded.dataId, csv.grant.id, source)
  }

  /** The CSV that the project's moments came from is here: it can be read again. */
  function linked(csv: CsvAtHand): void {
    if (request.value?.kind === 'project') request.value = { ...request.value, csv }
  }

  function runJob<T>(start: (id: string) => Promise<T>): Promise<T> {
    return core.runJob(event => { if (event.job === job) progress.value = event }, id => {
      job = id
      return start(id)
    })
  }

  /** Reads what is wanted; the latest call wins. Data that were in use stay in use until new ones have arrived. */
  async function load(wanted: DataRequest): Promise<Result<LoadedData>> {
    stopJob()
    const mine = ++attempt
    attempted.value = wanted
    problem.value = null
    loading.value = true
    const answer = await ask(wanted)
    if (mine !== attempt) {
      if (answer.ok) void core.call('releaseData', answer.value.dataId)
      return failure(cancelled)
    }
    progress.value = null
    job = null
    if (!answer.ok && answer.problem.code === 'CORE_STOPPED' && replays < replaysInARow) return answer
    loading.value = false
    if (answer.ok) adopt(wanted, answer.value)
    else if (answer.problem.code === 'JOB_CANCELLED') attempted.value = null
    else problem.value = answer.problem
    return answer
  }

  function adopt(wanted: DataRequest, loaded: LoadedData): void {
    const previous = data.value
    replays = 0
    attempted.value = null
    request.value = wanted
    data.value = loaded
    const source = sourceOf(wanted, loaded)
    if (source !== undefined) project.assign({ source })
    if (previous && previous.dataId !== loaded.dataId) void core.call('releaseData', previous.dataId)
  }

  /** Takes over what `openProject` brought along. */
  function put(wanted: DataRequest, loaded: LoadedData): void {
    stopJob()
    attempt += 1
    problem.value = null
    loading.value = false
    adopt(wanted, loaded)
  }

  /** The project was saved to this file: from now on its moments are found there. */
  function savedIn(grant: FileGrant): void {
    if (request.value?.kind === 'project') request.value = { ...request.value, grant }
  }

  /** Loads and, on success, records one undoable step. */
  async function choose(wanted: DataRequest, label = `Use ${describeRequest(wanted)}`, mergeKey: string | null = null): Promise<Result<LoadedData>> {
    const before = request.value
    const { source: sourceBefore, shape: shapeBefore } = project.document
    const answer = await load(wanted)
    if (!answer.ok) return answer
    if (shapeBefore && shapeBefore.height * shapeBefore.width * shapeBefore.channels !== answer.value.dimension) project.assign({ shape: null })
    const shapeAfter = project.document.shape
    project.record({
      label, mergeKey,
      undo: () => {
        if (before) void load(before)
        else clear()
        project.assign({ source: sourceBefore, shape: shapeBefore })
      },
      redo: () => {
        void load(wanted)
        project.assign({ shape: shapeAfter })
      }
    })
    return answer
  }

  function chooseCsv(grant: FileGrant, options: ImportOptions): Promise<Result<LoadedData>> {
    return choose({ kind: 'csv', grant, options }, `Open ${grant.name}`)
  }

  function chooseSpectrum(spectrum: ModelledSpectrum, label?: string): Promise<Result<LoadedData>> {
    return choose({ kind: 'spectrum', spectrum }, label, label ?? null)
  }

  /** Reads the same file with other options; also after a failure, for the file that failed. */
  async function reimport(label: string, patch: Partial<ImportOptions>): Promise<void> {
    const current = csvAtHand(attempted.value ?? request.value)
    if (!current) return
    await choose({ kind: 'csv', ...current, options: { ...current.options, ...patch } }, label)
  }

  function stopJob(): void {
    if (job !== null) void core.call('cancel', job)
    job = null
  }

  /** Stops reading; the data in use stay. */
  function cancel(): void {
    attempt += 1
    stopJob()
    attempted.value = null
    progress.value = null
    loading.value = false
  }

  /** Drops a failed attempt and its problem. */
  function dismissProblem(): void {
    attempted.value = null
    problem.value = null
  }

  function clear(): void {
    cancel()
    if (data.value) void core.call('releaseData', data.value.dataId)
    data.value = null
    request.value = null
    problem.value = null
  }

  // A new process knows no data: whatever was in use or on its way is read again.
  watch(() => core.generation, generation => {
    const wanted = attempted.value ?? request.value
    if (generation <= 1 || !wanted) return
    if (replays >= replaysInARow) {
      problem.value = { ...coreStopped, what: `the computing process stopped again while reading ${describeRequest(wanted)}`, action: 'open the data again to retry' }
      loading.value = false
      return
    }
    replays += 1
    void load(wanted)
  })

  return {
    data, request, attempted, problem, progress, loading, dimension, suggestion, importOptions, attemptedDialect,
    load, put, linked, savedIn, choose, chooseCsv, chooseSpectrum, reimport, cancel, dismissProblem, clear
  }
})

function momentsGone(grant: FileGrant): Problem {
  return {
    code: 'PROJECT_DATA_NOT_FOUND',
    what: `${grant.name} holds no data`,
    meaning: 'there is nothing to evaluate designs on',
    action: 'open a CSV or choose a modelled spectrum'
  }
}
