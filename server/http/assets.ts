import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const WEB = new URL('../../web/', import.meta.url)

const hashOf = (body: string | Buffer) => createHash('sha256').update(body).digest('base64url').slice(0, 12)

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
  return { href: href(hashOf(body)), body }
}

/** The one stylesheet. */
export const stylesheet = prepared('styles/aman.css', 'css', hash => `/style/${hash}.css`)

/** The one script that stands in every page of ours: leaves it at once. */
export const leaving = prepared('islands/leave.ts', 'ts', hash => `/island/leave-${hash}.js`)

/** The other scripts that there are, each for the page that declares it. */
export const islands = {
  'live-queue': prepared('islands/live-queue.ts', 'ts', hash => `/island/live-queue-${hash}.js`),
}
export type Island = keyof typeof islands

/** The scripts of the field app: one installs it, the other stands in its pages. */
export const fieldScripts = {
  install: prepared('islands/field-install.ts', 'ts', hash => `/field/install-${hash}.js`),
  page: prepared('islands/field.ts', 'ts', hash => `/field/page-${hash}.js`),
}

/** The pictures of pages, by the name of their file. */
export const pictures: Readonly<Record<string, { href: string; bytes: Buffer<ArrayBuffer> }>> = Object.fromEntries(
  readdirSync(new URL('pictures/', WEB)).map(file => {
    const bytes = readFileSync(new URL(`pictures/${file}`, WEB)) as Buffer<ArrayBuffer>
    const name = file.replace(/\.webp$/, '')
    return [name, { href: `/picture/${name}-${hashOf(bytes)}.webp`, bytes }]
  }),
)
