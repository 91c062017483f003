import type { PublicRoute } from '#server/http/public-route.ts'
import { certificateList } from './certificate-list.ts'
import { askCheck, checkScanned, checkTyped } from './check-page.tsx'

/** Open to everybody: the check, and what a device needs to check without a network. */
export const certificateRoutes: readonly PublicRoute[] = [
  { method: 'get', path: '/certificate', run: askCheck },
  { method: 'post', path: '/certificate', run: checkTyped },
  { method: 'get', path: '/certificate/:token', run: checkScanned },
  {
    method: 'get',
    path: '/.well-known/aman-certificate-keys.json',
    wordless: true,
    run: async ({ house }) => ({
      kind: 'file',
      file: {
        name: 'aman-certificate-keys.json',
        type: 'application/json',
        bytes: Buffer.from(JSON.stringify({ keys: house.signer.publicKeys() })),
      },
    }),
  },
  {
    method: 'get',
    path: '/.well-known/aman-certificate-list.jws',
    wordless: true,
    run: async ({ house }) => ({
      kind: 'file',
      file: {
        name: 'aman-certificate-list.jws',
        type: 'application/jose',
        bytes: Buffer.from(await certificateList(house)),
      },
    }),
  },
]
