import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** What fits into the first TCP window of ten segments. */
export const MOST = 14_000

/** As a proxy compresses on the fly, not as one would once for ever. */
export const WAYS: Record<string, (text: string) => number> = {
  gzip: text => gzipSync(text, { level: 6 }).length,
  brotli: text => brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length,
}
