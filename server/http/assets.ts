import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const WEB = new URL('../../web/', import.meta.url)

/** A file of `web/` as browsers get it. Its address changes with its content, so they may keep it for a year. */
function prepared(path: string, kind: 'css' | 'ts', href: (hash: string) => `/${string}`) {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(path, WEB))],
    bundle: true,
    minify: true,
    target: 'es2022',
    legalComments: 'none',
    write: false,
    ...(kind === 'ts' && { format: 'iife' as const }),
  })
  const body = outputFiles[0]?.text ?? ''
  return { href: href(createHash('sha256').update(body).digest('base64url').slice(0, 12)), body }
}

/** The one stylesheet. */
export const stylesheet = prepared('styles/aman.css', 'css', hash => `/style/${hash}.css`)

/** The scripts that there are, each for the page that declares it. */
export const islands = {
  'live-queue': prepared('islands/live-queue.ts', 'ts', hash => `/island/live-queue-${hash}.js`),
}
export type Island = keyof typeof islands

/** The scripts of the field app: one installs it, the other stands in its pages. */
export const fieldScripts = {
  install: prepared('islands/field-install.ts', 'ts', hash => `/field/install-${hash}.js`),
  page: prepared('islands/field.ts', 'ts', hash => `/field/page-${hash}.js`),
}
