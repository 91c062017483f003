import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fieldScripts } from '#server/http/assets.ts'
import { silence } from './silence.ts'

/** What reached the worker of the page: forms that the page sent by itself or by hand, and what it said. */
export type Seen = { by: 'itself' | 'hand' | 'page'; what: string }

const WORKER = `
let key
const seen = what => fetch('/seen', { method: 'POST', body: JSON.stringify({ by: 'page', what }) })
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('message', event => event.waitUntil(told(event.data, event.source)))
async function told({ say, test }, page) {
  if (say) await seen(say)
  if (say === 'here') {
    key ??= await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    page.postMessage({ key })
    page.postMessage({ status: '3 saved here, not sent' })
  }
  if (test === 'ask') {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => seen(data.key instanceof CryptoKey && !data.key.extractable ? 'gave the key' : 'has no key')
    page.postMessage({ ask: 'key' }, [port2])
  }
}`

const FORM = `<!doctype html><html lang="en"><title>Desk</title>
<a class="leave" href="/field/en/hidden">Hide now</a>
<p><span id="field-status" role="status">1 saved here, not sent</span> <span id="field-network" role="status" data-offline="No network."></span>
<span id="field-saved" role="status" data-saved="Saved on this device." data-failed="Not saved yet."></span></p>
<p id="aloud" role="status" data-read="Read aloud" data-stop="Stop" data-headphones="Through headphones." data-no-voice="No voice: {language}."></p>
<form action="/field/en/form" method="post" data-kept>
<input type="hidden" name="version" value="1"><div data-aloud=".hint"><fieldset><legend>Promised?</legend><p class="hint" lang="uz">Vaʼda qilinganmi?</p>
<label><input type="radio" name="answer" value="yes">Yes</label></fieldset></div><p data-aloud="">Not a finding.</p>
<p lang="tg" data-aloud="" data-audio="/field/audio/card/heard.wav">Heard.</p><p data-aloud="" data-audio="/field/audio/card/lost.wav">Lost.</p>
<label>Note <textarea name="note"></textarea></label><button name="after" value="continue">Go on</button></form>
<a href="/field/en/next">Next</a><script src="/field/page.js" defer></script></html>`

const START = `<!doctype html><title>Start</title><script>navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' })</script>`
const PLAIN = '<!doctype html><title>Desk</title><p>Nothing open</p>'
const PAGES: Record<string, [type: string, body: string]> = {
  '/field/worker.js': ['text/javascript', WORKER],
  '/field/page.js': ['text/javascript', fieldScripts.page.body],
  '/field/en/start': ['text/html', START],
  '/field/en/form': ['text/html; charset=utf-8', FORM],
}

const RECORDED = '/field/audio/card/heard.wav'

/** A page of the field app as its script meets it, before a worker that answers each save with the next version. */
export async function serveFieldPage() {
  const seen: Seen[] = []
  const settings = { answerAfterMs: 0, refuse: false }
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    if (request.url === '/seen') {
      seen.push(JSON.parse(text))
      return response.end()
    }
    if (request.url === RECORDED) return response.writeHead(200, { 'content-type': 'audio/wav' }).end(silence(1))
    if (request.method !== 'POST') {
      const [type, body] = PAGES[request.url ?? ''] ?? ['text/html', PLAIN]
      return response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    }
    const byItself = request.headers['x-by-itself'] !== undefined
    seen.push({ by: byItself ? 'itself' : 'hand', what: text })
    if (!byItself) return response.writeHead(303, { location: '/field/en/next' }).end()
    await new Promise(done => setTimeout(done, settings.answerAfterMs))
    const version = Number(new URLSearchParams(text).get('version')) + 1
    response.writeHead(settings.refuse ? 409 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(settings.refuse ? { refused: 'screening.stale' } : { version }))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`
  const close = () => new Promise(done => server.close(done))
  return { origin, seen, settings, close }
}
