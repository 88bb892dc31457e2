/** A CSV before it is used: how it would be read, with every choice tried at once. Nothing is in use before it is accepted. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { FileGrant } from '../../core/api/bridge'
import type { JobProgress } from '../../core/api/contract'
import type { CsvPreview } from '../../core/api/importPreview'
import type { ColumnProfile, Dialect, ImportOptions } from '../../core/api/model'
import type { Problem, Result } from '../../core/api/problem'
import { useCoreConnection } from './coreConnection'
import { grantAgain } from './csvGrant'
import { useData } from './data'
import { columnReference, copyOptions, csvAtHand, defaultImport, featuresChoice, mostClasses, suggestLabel } from './dataRequest'

export interface ImportQuestion {
  readonly grant: FileGrant
  /** `open`: a file that is not in use yet; `change`: the one in use, or that failed, read in another way. */
  readonly purpose: 'open' | 'change'
  /** The project beside which the CSV was found. */
  readonly project: FileGrant | null
}

/** Choices in quick succession, letters of a missing code, start one reading of a large file, not many. */
const pauseBeforeAllRows = 200

export const useCsvImport = defineStore('csvImport', () => {
  const core = useCoreConnection()
  const data = useData()

  /** null: nothing is asked. */
  const question = shallowRef<ImportQuestion | null>(null)
  const options = shallowRef<ImportOptions>(defaultImport)
  /** The last answer; it may still be one to earlier choices. */
  const preview = shallowRef<CsvPreview | null>(null)
  /** The choices that `preview` answers. */
  const answered = shallowRef<ImportOptions | null>(null)
  /** Why there is no answer to the present choices. */
  const failed = shallowRef<Problem | null>(null)
  const progress = shallowRef<JobProgress | null>(null)
  const reading = ref(false)
  /** Indices of the columns that would be inputs. */
  const used = shallowRef<ReadonlySet<number>>(new Set())
  /** Name of a label that was taken without asking, since it can be nothing else. */
  const labelTaken = ref<string | null>(null)

  let turn = 0
  let job: string | null = null
  let labelDecided = false
  let resolve: ((accepted: ImportOptions | null) => void) | null = null

  const problems = computed(() => failed.value ? [failed.value] : preview.value?.problems ?? [])
  /** The user has unchecked every column. */
  const noneChosen = computed(() => options.value.features?.length === 0)
  const upToDate = computed(() => answered.value === options.value)
  /** Whether the file can be used as it is shown. Rows that the preview has not seen yet are checked again when they are read. */
  const ready = computed(() => upToDate.value && problems.value.length === 0 && used.value.size > 0)

  /** Shows a file and resolves with the choices once they are accepted; null: given up. A later question ends an earlier one. */
  function ask(next: ImportQuestion, initial: ImportOptions = defaultImport): Promise<ImportOptions | null> {
    finish(null)
    question.value = next
    options.value = initial
    preview.value = null
    answered.value = null
    used.value = new Set()
    labelTaken.value = null
    labelDecided = next.purpose === 'change' || initial.label !== null
    void refresh()
    return new Promise(done => { resolve = done })
  }

  /** Asks about the CSV in use, or the one that could not be read, and reads it as accepted: one step to undo. */
  async function changeReading(): Promise<void> {
    const current = csvAtHand(data.attempted ?? data.request)
    if (!current) return
    const accepted = await ask({ grant: current.grant, purpose: 'change', project: current.project ?? null }, current.options)
    if (accepted) await data.choose({ kind: 'csv', ...current, options: accepted }, `Change how ${current.grant.name} is read`)
  }

  function finish(accepted: ImportOptions | null): void {
    stop()
    question.value = null
    const done = resolve
    resolve = null
    done?.(accepted)
  }

  function accept(): void {
    if (ready.value) finish(options.value)
  }

  function cancel(): void {
    finish(null)
  }

  /** The latest choices win: what is under way for earlier ones ends. */
  function stop(): void {
    turn += 1
    if (job !== null) void core.call('cancel', job)
    job = null
    reading.value = false
    progress.value = null
  }

  async function refresh(): Promise<void> {
    stop()
    const mine = turn
    const asked = options.value
    failed.value = null
    reading.value = true
    const first = await head(asked)
    if (mine !== turn) return
    const shown = first.ok ? first.value : null
    if (first.ok && !shown?.complete) {
      if (shown) take(shown, asked)
      if (mine === turn) await new Promise(resume => setTimeout(resume, pauseBeforeAllRows))
      if (mine !== turn) return
      const all = await allRows(asked)
      if (mine === turn) settle(all, asked)
    } else settle(first as Result<CsvPreview>, asked)
  }

  async function head(asked: ImportOptions): Promise<Result<CsvPreview | null>> {
    const current = question.value!
    const answer = await core.call('previewHead', current.grant.id, copyOptions(asked))
    if (answer.ok || answer.problem.code !== 'GRANT_UNKNOWN' || !current.project) return answer
    const { project } = current
    const again = await core.runJob(() => {}, id => grantAgain(core, id, project))
    if (again === null || question.value !== current) return answer
    question.value = { ...current, grant: { ...current.grant, id: again } }
    return core.call('previewHead', again, copyOptions(asked))
  }

  function allRows(asked: ImportOptions): Promise<Result<CsvPreview>> {
    const { grant } = question.value!
    return core.runJob(event => { if (event.job === job) progress.value = event }, id => {
      job = id
      return core.call('previewCsv', id, grant.id, copyOptions(asked))
    })
  }

  function settle(answer: Result<CsvPreview>, asked: ImportOptions): void {
    reading.value = false
    progress.value = null
    job = null
    if (answer.ok) take(answer.value, asked)
    else failed.value = answer.problem
  }

  function take(shown: CsvPreview, asked: ImportOptions): void {
    preview.value = shown
    answered.value = asked
    used.value = new Set(shown.columns.filter(({ role }) => role === 'feature').map(({ index }) => index))
    if (shown.columns.length > 0) decideLabel(shown)
  }

  /** A text column that can only be the label is taken, and said so; if further rows show it to be a list of names, it is let go again. */
  function decideLabel(shown: CsvPreview): void {
    if (!labelDecided) {
      labelDecided = true
      const suggested = suggestLabel(shown)
      if (suggested?.kind !== 'take') return
      labelTaken.value = suggested.column
      change({ label: suggested.column })
    } else if (labelTaken.value !== null && options.value.label === labelTaken.value && (labelled(shown)?.distinct ?? 0) > mostClasses) {
      labelTaken.value = null
      change({ label: null })
    }
  }

  function labelled({ columns }: CsvPreview): ColumnProfile | undefined {
    return columns.find(({ role }) => role === 'label')
  }

  function change(patch: Partial<ImportOptions>): void {
    options.value = { ...options.value, ...patch }
    void refresh()
  }

  /** @param value undefined: as it is detected */
  function setDialect<Part extends keyof Dialect>(part: Part, value: Dialect[Part] | undefined): void {
    const dialect: Partial<Dialect> = { ...options.value.dialect, [part]: value }
    if (value === undefined) delete (dialect as Record<string, unknown>)[part]
    // Under another delimiter or header there are other columns: what was chosen of the old ones is void.
    if (part !== 'decimal') {
      labelDecided = false
      labelTaken.value = null
      change({ dialect, label: null, features: null })
    } else change({ dialect })
  }

  /** Uses exactly these columns, as far as they hold numbers. */
  function use(indices: ReadonlySet<number>): void {
    if (!preview.value) return
    used.value = indices
    change({ features: featuresChoice(preview.value, indices) })
  }

  /** @param column null: no label */
  function chooseLabel(column: ColumnProfile | null): void {
    const shown = preview.value
    if (!shown) return
    labelDecided = true
    labelTaken.value = null
    const label = column && columnReference(shown, column)
    // The inputs that were chosen cannot hold the label; those that come as they come follow by themselves.
    const features = options.value.features === null ? null
      : shown.columns.filter(({ index }) => used.value.has(index) && index !== column?.index).map(each => columnReference(shown, each))
    change({ label, features })
  }

  // A new process knows of no job.
  watch(() => core.generation, generation => { if (generation > 1 && question.value) void refresh() })

  return {
    question, options, preview, problems, noneChosen, failed, progress, reading, used, labelTaken, upToDate, ready,
    ask, changeReading, accept, cancel, change, setDialect, use, chooseLabel
  }
})
