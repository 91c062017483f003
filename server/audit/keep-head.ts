import type { Client } from 'pg'
import type { Logger } from 'pino'
import type { Signer } from '#server/keys/signer.ts'
import { goesOnFrom, type HeadRead, headFile, newestHead, readHead, writeHead } from './head.ts'

type Keeper = { signer: Signer; dataDir: string; log: Logger }

/**
 * Writes the newest head beside the database, whenever there is a newer one. A head that the database does not go on from is left as
 * it is, and told once: it is the proof that something was cut or turned back, and an operator decides (docs/operating/audit.md).
 */
export function headKeeper({ signer, dataDir, log }: Keeper): (client: Client) => Promise<void> {
  const file = headFile(dataDir)
  let kept: HeadRead | null = null
  let told = false
  return async client => {
    const newest = await newestHead(client)
    kept ??= await readHead(file, signer)
    const { head, why } = kept
    if (head && newest?.sha256 === head.sha256) return
    const goesOn = head ? await goesOnFrom(client, head) : why === 'not-found'
    if (goesOn && newest) {
      await writeHead(file, newest)
      kept = { head: newest }
    } else if (!goesOn && !told) {
      told = true
      log.error({ file }, 'the audit record does not go on from the head that was kept: see docs/operating/audit.md')
    }
  }
}
