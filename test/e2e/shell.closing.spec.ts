import { expect, launchWorkbench, showBarePage, test, type Workbench } from './fixtures/app'

/** A workbench whose page has unsaved work and answers every request to close, and what became of it. */
async function withUnsavedWork(workbench: Workbench, close: boolean): Promise<void> {
  await showBarePage(workbench)
  await workbench.page.evaluate(async answer => {
    await window.workbench.documentState({ title: 'Study', edited: true, project: null })
    Object.assign(window, { asked: 0 })
    window.workbench.onCloseRequested(() => {
      Object.assign(window, { asked: (window as unknown as { asked: number }).asked + 1 })
      void window.workbench.closeAnswered(answer)
    })
  }, close)
}

const openWindows = ({ app }: Workbench): Promise<number> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

const closeWindow = ({ app }: Workbench): Promise<void> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close())

const timesAsked = ({ page }: Workbench): Promise<number> => page.evaluate(() => (window as unknown as { asked: number }).asked)

/** Resolves with the exit status when the app has ended by itself. */
const ended = ({ app }: Workbench): Promise<number | null> => new Promise(resolve => app.process().once('exit', resolve))

test('the title tells of unsaved changes', async ({ workbench }) => {
  const { app, page } = workbench
  await showBarePage(workbench)
  const title = (): Promise<string> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())
  await page.evaluate(() => window.workbench.documentState({ title: 'Study', edited: true, project: null }))
  expect(await title()).toBe(process.platform === 'darwin' ? 'Study — MMI Workbench' : '• Study — MMI Workbench')
  await page.evaluate(() => window.workbench.documentState({ title: 'Study', edited: false, project: null }))
  expect(await title()).toBe('Study — MMI Workbench')
})

test('a window with unsaved work asks, and stays when the answer is no', async ({ workbench }) => {
  await withUnsavedWork(workbench, false)
  await closeWindow(workbench)
  await expect.poll(() => timesAsked(workbench)).toBe(1)
  expect(await openWindows(workbench)).toBe(1)
  // Quitting asks too, and a refusal ends the quitting.
  await workbench.app.evaluate(({ app }) => app.quit())
  await expect.poll(() => timesAsked(workbench)).toBe(2)
  expect(await openWindows(workbench)).toBe(1)
})

test('after the answer yes the window closes, and quitting goes on', async () => {
  const workbench = await launchWorkbench()
  await withUnsavedWork(workbench, true)
  const end = ended(workbench)
  await workbench.app.evaluate(({ app }) => app.quit())
  expect(await end).toBe(0)
})

test('a window without unsaved work closes without asking', async () => {
  const workbench = await launchWorkbench()
  await showBarePage(workbench)
  await workbench.page.evaluate(() => window.workbench.documentState({ title: 'Study', edited: false, project: null }))
  const end = ended(workbench)
  await closeWindow(workbench).catch(() => undefined)
  expect(await end).toBe(0)
})

test('a page that died may close', async ({ workbench }) => {
  const { app } = workbench
  await withUnsavedWork(workbench, false)
  await app.evaluate(({ dialog }) => {
    const answer = async (): Promise<Electron.MessageBoxReturnValue> => ({ response: 1, checkboxChecked: false })
    dialog.showMessageBox = answer as typeof dialog.showMessageBox
  })
  const end = ended(workbench)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
  expect(await end).toBe(0)
})

test('the askToSave question offers save, discard and cancel', async ({ workbench: { app, page } }) => {
  const answers = []
  for (const button of [0, 1, 2]) {
    await app.evaluate(({ dialog }, response) => {
      const answer = async (): Promise<Electron.MessageBoxReturnValue> => ({ response, checkboxChecked: false })
      dialog.showMessageBox = answer as typeof dialog.showMessageBox
    }, button)
    answers.push(await page.evaluate(() => window.workbench.askToSave('Study')))
  }
  expect(answers).toEqual(['save', 'discard', 'cancel'])
})
