import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'

const text = readFileSync(new URL('../../web/styles/aman.css', import.meta.url), 'utf8')
const body = transformSync(text, { loader: 'css', minify: true, target: 'es2022', legalComments: 'none' }).code
const hash = createHash('sha256').update(body).digest('base64url').slice(0, 12)

/** The one stylesheet; its address changes with its content, so browsers may keep it for a year. */
export const stylesheet = { href: `/style/${hash}.css`, body }
