/** A window without Electron: a bridge whose answers a test sets, and a core at the other end of a real MessageChannel. */
import { createBirpc } from 'birpc'
import type { Bridge, FileGrant, MenuDescription } from '../../../core/api/bridge'
import type { CoreApi, CoreEvents, LoadedData } from '../../../core/api/contract'
import type { BlockEvaluation, BudgetCurve, Evaluation } from '../../../core/api/model'
import { success } from '../../../core/api/problem'
import type { TargetAnalysis, TargetInterval, TargetState } from '../../../core/api/target'

export interface FakeWindow {
  readonly bridge: Bridge
  readonly calls: { readonly name: string; readonly args: readonly unknown[] }[]
  /** How often the renderer asked for a port. */
  readonly connections: () => number
  /** Ends the present core as a crash does. */
  crash(): void
  answerToSave: 'save' | 'discard' | 'cancel'
  answerToChange: 'reload' | 'copy' | 'overwrite' | 'cancel'
  answerToFailure: 'save-as' | 'leave' | 'cancel'
  /** What was said of failures to keep the work. */
  readonly failures: { readonly title: string; readonly failed: 'save' | 'safety-copy'; readonly why: string }[]
  closed: boolean | null
  menu: MenuDescription | null
}

/** Puts `window` in place. @param core made anew for every connection */
export function fakeWindow(core: (generation: number) => Partial<CoreApi>): FakeWindow {
  const listeners = new Set<(event: unknown) => void>()
  let connections = 0
  let serverPort: MessagePort | null = null
  const calls: FakeWindow['calls'] = []
  const post = (data: string, ports: readonly MessagePort[]): void => {
    for (const listener of listeners) listener({ source: globalThis.window, data, ports })
  }

  const fake: FakeWindow = {
    bridge: fakeBridge(() => fake, () => {
      connections += 1
      const { port1, port2 } = new MessageChannel()
      serverPort = port2
      serve(port2, recorded(core(connections), calls))
      queueMicrotask(() => post('core:port', [port1]))
    }),
    calls,
    connections: () => connections,
    crash: () => serverPort?.close(),
    answerToSave: 'cancel',
    answerToChange: 'cancel',
    answerToFailure: 'cancel',
    failures: [],
    closed: null,
    menu: null
  }
  Object.assign(globalThis, {
    window: {
      workbench: fake.bridge,
      addEventListener: (_type: string, listener: (event: unknown) => void) => listeners.add(listener),
      removeEventListener: (_type: string, listener: (event: unknown) => void) => listeners.delete(listener)
    }
  })
  return fake
}

function serve(port: MessagePort, api: Partial<CoreApi>): void {
  createBirpc<CoreEvents, Partial<CoreApi>>(api, {
    post: data => port.postMessage(data),
    on: receive => { port.onmessage = message => receive(message.data) },
    timeout: -1
  })
}

function recorded(api: Partial<CoreApi>, calls: FakeWindow['calls']): Partial<CoreApi> {
  return Object.fromEntries(Object.entries(api).map(([name, answer]) => [name, (...args: unknown[]) => {
    calls.push({ name, args })
    return (answer as (...values: unknown[]) => unknown)(...args)
  }]))
}

function fakeBridge(fake: () => FakeWindow, connectCore: () => void): Bridge {
  const never = (): (() => void) => () => {}
  const nothing = (): Promise<void> => Promise.resolve()
  return {
    connectCore,
    chooseCsv: () => Promise.resolve(null),
    chooseProject: () => Promise.resolve(null),
    chooseSave: name => Promise.resolve({ id: 'saved', name, kind: 'project' } satisfies FileGrant),
    grantDropped: () => Promise.resolve(null),
    recentProjects: () => Promise.resolve([]),
    openRecent: () => Promise.resolve(null),
    openExample: () => Promise.resolve(null),
    newWindow: nothing,
    projectOpened: nothing,
    openFailed: nothing,
    clearRecent: nothing,
    recoveries: () => Promise.resolve([]),
    restoreRecovery: () => Promise.resolve(null),
    keepRecovery: nothing,
    discardRecovery: nothing,
    earlierVersions: () => Promise.resolve([]),
    openEarlierVersion: () => Promise.resolve(null),
    askAboutChangedFile: () => Promise.resolve(fake().answerToChange),
    askAfterFailure: failure => {
      fake().failures.push(failure)
      return Promise.resolve(fake().answerToFailure)
    },
    documentState: nothing,
    askToSave: () => Promise.resolve(fake().answerToSave),
    closeAnswered: close => {
      fake().closed = close
      return Promise.resolve()
    },
    describeMenu: description => {
      fake().menu = description
      return Promise.resolve()
    },
    saveExport: file => Promise.resolve(success(`${file.name}.${file.kind}`)),
    savePdf: page => Promise.resolve(success(`${page.name}.pdf`)),
    theme: () => Promise.resolve('system'),
    chooseTheme: nothing,
    zoom: nothing,
    claimTourOffer: () => Promise.resolve(true),
    updateSettings: () => Promise.resolve({ wanted: false, url: '', forbiddenBy: null }),
    changeUpdates: wish => Promise.resolve({ ...wish, forbiddenBy: null }),
    checkForUpdates: () => Promise.resolve({ kind: 'off' }),
    problemMet: nothing,
    showLog: nothing,
    copyDiagnostics: nothing,
    about: () => Promise.reject(new Error('not asked in tests')),
    onCommand: never,
    onOpenFile: never,
    onCloseRequested: never,
    onChangedElsewhere: never,
    onUpdateFound: never,
    environment: { sandboxed: true, contextIsolated: true }
  }
}

export function loaded(dataId: string, dimension = 4): LoadedData {
  return { dataId, dataset: null, dimension, rows: null, droppedRows: null, constantColumns: [], features: [], label: null }
}

export function evaluationOf(mmi: number, budget: number): Evaluation {
  const block: BlockEvaluation = {
    path: '0', label: null, kind: 'dense', mmi, status: 'exact', reasons: [], rank: 2, active: 1, positions: 1, reads: 4, outputs: 2,
    breakpoints: [0, 5], waterLevel: 1, budget, standardError: null
  }
  return {
    mmi: { value: mmi, status: 'exact', standardError: null, standardErrorBasis: null, reasons: [] },
    standardErrorPending: false, bracket: null,
    bottleneck: ['0'], bottleneckStages: [0], blocks: [block],
    input: { dimension: 4, rows: null, droppedRows: null, constantColumns: [], rank: 4, zeroEigenvalues: 0 },
    covariance: { estimator: null, shrinkage: null, standardized: false, note: null },
    gaussian: null, budget, noise: 1, notes: []
  }
}

/** An analysis of two balanced classes; its other numbers are of no account. */
export function targetOf(state: TargetState, interval: TargetInterval): TargetAnalysis {
  return {
    state, reason: '', rowsNeeded: null, rowsNeededForInterval: null, interval, inner: null, outer: null, peak: 0,
    informationXY: { value: 0.5, standardError: 0, estimator: 'given', upperCheck: null }, labelEntropy: Math.LN2,
    eta: { value: 1, variant: 'manual', maximalCorrelation: null, contraction: null, linear: null, plugIn: null, standardError: 0, pValue: null, raised: false },
    delta: { value: 0.1, formula: 0.1, bootstrap: null, mPrime: 1, impliedMPrime: null, origin: 'given' },
    rows: 100, measuredRows: 100, sampled: false, classes: ['a', 'b'], classifier: null, folds: null, seed: 1, memorisation: null, envelope: null, notes: []
  }
}

export const emptyCurve: BudgetCurve = {
  budgets: new Float64Array([1, 2]), mmi: new Float64Array([1, 2]), breakpoints: new Float64Array(), status: 'exact',
  standardErrors: null, standardErrorBasis: null, standardErrorPending: false
}

/** A core that answers everything at once. */
export function obligingCore(prefix: string): CoreApi {
  let count = 0
  const next = (): LoadedData => loaded(`${prefix}-${++count}`)
  return {
    loadCsv: () => Promise.resolve(success(next())),
    previewHead: () => Promise.resolve(success(null)),
    previewCsv: () => Promise.reject(new Error('not asked in tests')),
    relinkCsv: () => Promise.resolve(success({ kind: 'linked' })),
    loadSpectrum: () => Promise.resolve(success(next())),
    openProject: () => Promise.reject(new Error('not asked in tests')),
    openCopy: () => Promise.reject(new Error('not asked in tests')),
    saveProject: (_job, _grant, document) => Promise.resolve(success({ stored: { size: 1, sha256: 'saved' }, document })),
    writeRecovery: () => Promise.resolve(success(null)),
    removeRecovery: () => Promise.resolve(success(null)),
    releaseData: () => Promise.resolve(success(null)),
    spectrum: () => Promise.resolve(success({
      spectrum: { eigenvalues: new Float64Array([1]), rank: 1, condition: 1 },
      covariance: { estimator: null, shrinkage: null, standardized: false, note: null }
    })),
    covarianceMap: (_id, _options, kind) => Promise.resolve(success({ kind, order: 1, edges: Int32Array.of(0, 1), cells: Float64Array.of(1), strongest: null })),
    evaluate: (_id, { budget }) => Promise.resolve(success(evaluationOf(budget, budget))),
    prepareErrors: () => Promise.resolve(success(null)),
    budgetCurve: () => Promise.resolve(success(emptyCurve)),
    widthCurve: () => Promise.resolve(success({ widths: Int32Array.of(1, 2), mmi: new Float64Array([1, 2]), current: 2, kind: 'units', status: 'exact', notes: [] })),
    compareDesigns: (_id, { budget }, notations) => Promise.resolve(success(notations.map(() => success({ evaluation: evaluationOf(budget, budget), parameters: 10, verdict: null })))),
    analyseTarget: () => Promise.reject(new Error('not asked in tests')),
    certify: () => Promise.reject(new Error('not asked in tests')),
    cancel: () => Promise.resolve(success(null))
  }
}
