import type { Client } from 'pg'
import type { Logger } from 'pino'
import type { Result } from '#domain/shared/result.ts'
import type { Signer } from '#server/keys/signer.ts'
import { goesOnFrom, type Head, headFile, newestHead, readHead, writeHead } from './head.ts'

type Keeper = { signer: Signer; dataDir: string; log: Logger }

/**
 * Writes the newest head beside the database, whenever there is a newer one. A head that the database does not go on from is left as
 * it is, and told once: it is the proof that something was cut or turned back, and an operator decides (docs/operating/audit.md).
 */
export function headKeeper({ signer, dataDir, log }: Keeper): (client: Client) => Promise<void> {
  const file = headFile(dataDir)
  let kept: Result<Head> | null = null
  let told = false
  return async client => {
    const head = await newestHead(client)
    kept ??= await readHead(file, signer)
    if (kept.ok && head?.sha256 === kept.value.sha256) return
    const goesOn = kept.ok ? await goesOnFrom(client, kept.value) : kept.code === 'head.not-found'
    if (goesOn && head) {
      await writeHead(file, head)
      kept = { ok: true, value: head }
    } else if (!goesOn && !told) {
      told = true
      log.error({ file }, 'the audit record does not go on from the head that was kept: see docs/operating/audit.md')
    }
  }
}
