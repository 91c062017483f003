import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { openHouse } from '#start/open-house.ts'
import { listen } from '#start/server.ts'
import { readSettings } from '#start/settings.ts'
import { freePort } from '#tests/support/browser-command.ts'
import type { Ready } from './public.ts'

/** Serves Aman over a new database and, beside it, each of its pages made by a program that does nothing else; for bench/public.ts. */
const data = await mkdtemp(join(tmpdir(), 'aman-bench-public-'))
const port = await freePort()
const { house, close } = await openHouse(readSettings({ demo: false, data, port: String(port) }, process.env))
const listening = await listen(house)

type Piece =
  | { open: string; attributes: Record<string, string | true>; alone: boolean }
  | { close: string }
  | { text: string }

const WHOLE = /<(\/?)([a-z0-9]+)((?:\s[a-z-]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gi
const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

/** A page of ours taken apart, so that a bare program can put the same one together. */
function piecesOf(html: string): Piece[] {
  return [...html.matchAll(WHOLE)].map(([whole, end, name, inside = '', alone]) => {
    if (!name) return { text: unescaped(whole) }
    if (end) return { close: name }
    const pairs = [...inside.matchAll(/([a-z-]+)(?:="([^"]*)")?/gi)]
    const attributes = Object.fromEntries(pairs.map(([, key, value]) => [key, value === undefined || unescaped(value)]))
    return { open: name, attributes, alone: alone === '/' }
  })
}

/** The tree, made anew for each request as components do. */
function treeOf(pieces: readonly Piece[]): VNode | undefined {
  const stack: { name: string; attributes: Record<string, string | true>; children: (VNode | string)[] }[] = []
  let done: VNode | undefined
  const put = (child: VNode | string) => {
    const above = stack.at(-1)
    if (above) above.children.push(child)
    else if (typeof child !== 'string') done = child
  }
  for (const piece of pieces) {
    if ('text' in piece) put(piece.text)
    else if ('close' in piece) {
      const { name, attributes, children } = stack.pop() ?? { name: '', attributes: {}, children: [] }
      put(h(name, attributes, children))
    } else if (piece.alone) put(h(piece.open, piece.attributes))
    else stack.push({ name: piece.open, attributes: piece.attributes, children: [] })
  }
  return done
}

const bare = new Hono()
const pages = new Map<string, Piece[]>()
bare.get('/:language/*', async c => {
  const path = c.req.path.slice(0, -1)
  if (!pages.has(path)) {
    const html = await (await fetch(house.settings.origin + path)).text()
    pages.set(path, piecesOf(html.replace('<!doctype html>', '')))
  }
  const tree = treeOf(pages.get(path) ?? [])
  return c.html(`<!doctype html>${tree ? renderToString(tree) : ''}`)
})
const server = await new Promise<ServerType>(resolve => {
  const started = serve({ fetch: bare.fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started))
})

process.send?.({ origin: house.settings.origin, bare: (server.address() as AddressInfo).port } satisfies Ready)
process.on('message', async () => {
  server.close()
  await listening.stop()
  await close()
  await rm(data, { recursive: true, force: true })
  process.exit(0)
})
