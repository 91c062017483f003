import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Loader, transformSync } from 'esbuild'

const WEB = new URL('../../web/', import.meta.url)

/** A file of `web/` as browsers get it. Its address changes with its content, so they may keep it for a year. */
function prepared(path: string, loader: Loader, href: (hash: string) => `/${string}`) {
  const body = transformSync(readFileSync(new URL(path, WEB), 'utf8'), {
    loader,
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    ...(loader === 'ts' && { format: 'iife' as const }),
  }).code
  return { href: href(createHash('sha256').update(body).digest('base64url').slice(0, 12)), body }
}

/** The one stylesheet. */
export const stylesheet = prepared('styles/aman.css', 'css', hash => `/style/${hash}.css`)

/** The scripts that there are, each for the page that declares it. */
export const islands = {
  'live-queue': prepared('islands/live-queue.ts', 'ts', hash => `/island/live-queue-${hash}.js`),
}
export type Island = keyof typeof islands
