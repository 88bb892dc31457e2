import { bridgeCalls } from '../../core/api/bridge'
import { expect, test } from './fixtures/app'

test.describe('a page is confined', () => {
  test('every window is sandboxed, isolated and without Node', async ({ workbench: { app, page } }) => {
    const preferences = await app.evaluate(({ webContents }) => webContents.getAllWebContents().map(contents => {
      // Electron keeps this method out of its types.
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences(): Electron.WebPreferences | null }
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, enableBlinkFeatures } = getLastWebPreferences.call(contents) ?? {}
      return { sandbox, contextIsolation, nodeIntegration: nodeIntegration ?? false, webviewTag: webviewTag ?? false, enableBlinkFeatures: enableBlinkFeatures ?? '' }
    }))
    expect(preferences).toEqual([{ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, enableBlinkFeatures: '' }])
    expect(await page.evaluate(() => window.workbench.environment)).toEqual({ sandboxed: true, contextIsolated: true })
    expect(await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter(name => name in window))).toEqual([])
  })

  test('the bridge is exactly the contract', async ({ workbench: { page } }) => {
    const exposed = await page.evaluate(() => Object.keys(window.workbench).sort())
    const others = ['connectCore', 'onCommand', 'onOpenFile', 'onCloseRequested', 'onChangedElsewhere', 'onUpdateFound', 'environment']
    expect(exposed).toEqual([...Object.keys(bridgeCalls), ...others].sort())
  })

  test('the page comes from app://workbench/ with the policy as a header and a nonce of its own', async ({ workbench: { page } }) => {
    expect(page.url()).toBe('app://workbench/')
    const answers = await page.evaluate(() => Promise.all([1, 2].map(async () => {
      const response = await fetch('app://workbench/')
      return { policy: response.headers.get('content-security-policy') ?? '', text: await response.text(), sniffing: response.headers.get('x-content-type-options') }
    })))
    const nonces = answers.map(({ policy }) => /'nonce-([^']+)'/.exec(policy)?.[1])
    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(nonces[0]).not.toBe(nonces[1])
    for (const [index, { policy, text, sniffing }] of answers.entries()) {
      expect(policy.replace(/'nonce-[^']+'/, "'nonce'").split('; ').sort()).toEqual([
        "base-uri 'none'", "connect-src 'self'", "default-src 'none'", "font-src 'self'", "form-action 'none'", "frame-ancestors 'none'",
        "img-src 'self' data: blob:", "script-src 'self'", "style-src 'self' 'nonce'", "style-src-attr 'unsafe-inline'", "worker-src 'self'"
      ])
      expect(text).toContain(`nonce="${nonces[index]}"`)
      expect(text).not.toContain('__CSP_NONCE__')
      expect(sniffing).toBe('nosniff')
    }
  })

  test('the policy is enforced: no eval, no inline script, no foreign connection', async ({ workbench }) => {
    workbench.expectErrors(/Content Security Policy/)
    const outcome = await workbench.page.evaluate(async () => {
      // What the debugger evaluates is exempt from the policy until its first pause.
      await new Promise(resolve => setTimeout(resolve, 0))
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.head.append(script)
      const style = document.createElement('style')
      style.textContent = 'body { outline: 3px solid red }'
      document.head.append(style)
      let evaluated = 'ran'
      try {
        new Function('return 1')()
      } catch (error) {
        evaluated = (error as Error).name
      }
      return {
        evaluated,
        inline: 'inlineRan' in window,
        styled: getComputedStyle(document.body).outlineStyle,
        connected: await fetch('https://example.com/').then(() => true, () => false)
      }
    })
    expect(outcome).toEqual({ evaluated: 'EvalError', inline: false, styled: 'none', connected: false })
  })

  test('the protocol serves the bundle only', async ({ workbench }) => {
    workbench.expectErrors(/404|Failed to load resource|Content Security Policy|ERR_/)
    const status = (path: string): Promise<number | string> => workbench.page.evaluate(
      address => fetch(address).then(response => response.status, (error: Error) => error.name), `app://workbench${path}`)
    expect(await status('/index.html')).toBe(200)
    expect(await status('/nothing.js')).toBe(404)
    expect(await status('/assets')).toBe(404)
    expect(await status('/..%2f..%2fpackage.json')).toBe(404)
    expect(await status('/..%2fmain%2fmain.js')).toBe(404)
    expect(await status('/%2e%2e/%2e%2e/package.json')).toBe(404)
    expect(await status('/%00')).toBe(404)
    expect(await status('/%zz')).toBe(404)
    // A sibling folder whose name begins like the bundle's.
    expect(await status('/..%2frenderer2%2findex.html')).toBe(404)
    const other = await workbench.app.evaluate(({ net }) => net.fetch('app://elsewhere/index.html').then(response => response.status))
    expect(other).toBe(404)
  })

  test('it cannot navigate away, open windows or get permissions', async ({ workbench }) => {
    const { app, page } = workbench
    workbench.expectErrors(/Not allowed to load local resource/)
    const opened = await app.evaluate(({ shell }) => {
      const addresses: string[] = []
      Object.assign(globalThis, { openedAddresses: addresses })
      shell.openExternal = async address => void addresses.push(address)
      return addresses
    })
    expect(opened).toEqual([])
    const windows = await page.evaluate(() => ['https://example.com/', 'https://arxiv.org/abs/1', 'https://arxiv.org.evil.example/', 'http://arxiv.org/', 'file:///etc/passwd'].map(address => window.open(address)))
    expect(windows).toEqual([null, null, null, null, null])
    await expect.poll(() => app.evaluate(() => (globalThis as unknown as { openedAddresses: string[] }).openedAddresses)).toEqual(['https://arxiv.org/abs/1'])
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/']) {
      await page.evaluate(target => { location.href = target }, address)
    }
    expect(await page.evaluate(() => document.title !== '' && location.href)).toBe('app://workbench/')
    expect(app.windows()).toHaveLength(1)

    const permissions = await page.evaluate(async () => {
      const states = await Promise.all((['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[]).map(async name => (await navigator.permissions.query({ name })).state))
      const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', (error: Error) => error.name)
      return { states, media, notification: await Notification.requestPermission() }
    })
    expect(permissions.states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
    expect(permissions.media).not.toBe('given')
    expect(permissions.notification).toBe('denied')
  })
})

test.describe('main believes nobody', () => {
  test('malformed payloads are refused, call by call', async ({ workbench: { page } }) => {
    const answers = await page.evaluate(async () => {
      const bridge = window.workbench as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
      const tries: readonly (readonly [string, ...unknown[]])[] = [
        ['openRecent', '0'], ['openRecent', -1], ['openRecent', 0.5], ['openExample', '../../etc/passwd'], ['chooseTheme', 'pink'], ['chooseSave', 7],
        ['documentState', { title: 't', edited: 'no', project: null }], ['documentState', { title: 't', edited: false, project: null, more: 1 }],
        ['describeMenu', { menus: [{ id: 'evil', entries: [] }] }], ['closeAnswered', 'yes'], ['projectOpened', {}]
      ]
      return Promise.all(tries.map(([call, ...args]) => bridge[call]!(...args).then(() => `${call} answered`, (error: Error) => error.message)))
    })
    for (const answer of answers) expect(answer).toContain('CALL_INVALID')
  })

  test('ids that were never given out are refused', async ({ workbench: { page } }) => {
    const refused = await page.evaluate(() => window.workbench.projectOpened('made-up').then(() => 'answered', (error: Error) => error.message))
    expect(refused).toContain('GRANT_UNKNOWN')
  })

  test('a page that is not ours is refused, even with our preload', async ({ workbench }) => {
    workbench.expectErrors(/404/)
    const answers = await workbench.app.evaluate(async ({ app: running, BrowserWindow }) => {
      const preload = `${running.getAppPath()}/out/preload/preload.cjs`
      const asked: string[] = []
      for (const address of ['data:text/html,<p>foreign</p>', 'app://elsewhere/']) {
        const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
        await foreign.loadURL(address).catch(() => undefined)
        asked.push(await foreign.webContents.executeJavaScript('window.workbench.theme().then(() => "answered", error => error.message)') as string)
        asked.push(await foreign.webContents.executeJavaScript(`new Promise(resolve => {
          addEventListener('message', event => resolve('got ' + event.data))
          window.workbench.connectCore()
          setTimeout(resolve, 500, 'no port')
        })`) as string)
        foreign.destroy()
      }
      return asked
    })
    expect(answers).toEqual([expect.stringContaining('CALL_INVALID'), 'no port', expect.stringContaining('CALL_INVALID'), 'no port'])
  })

  test('a dropped file that a script made up has no path and gets no grant', async ({ workbench: { page } }) => {
    expect(await page.evaluate(() => window.workbench.grantDropped(new File(['a,b'], 'table.csv')))).toBeNull()
  })
})
