#!/usr/bin/env node
// Plain JavaScript that every Node understands, so that an old one can say what is missing in place of a syntax error.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const root = fileURLToPath(new URL('..', import.meta.url))
const current = Number(process.versions.node.split('.')[0]) >= NEEDED

if (current) {
  // Aman may be started from any folder; its own settings for TypeScript apply all the same.
  process.env.TSX_TSCONFIG_PATH = `${root}tsconfig.json`
  const { register } = await import('tsx/esm/api')
  register()
  await import('../start/aman.ts')
} else {
  withOwnNode(`${root}node_modules/node-linux-${process.arch}/bin/node`)
}

function withOwnNode(node) {
  if (!existsSync(node)) {
    console.error(
      `Aman needs Node.js ${NEEDED} or newer; this is ${process.versions.node}. ` +
        'On Linux "npm ci" brings it along; elsewhere install it from nodejs.org.',
    )
    process.exit(1)
  }
  const child = spawn(node, [`${root}bin/aman.js`, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
