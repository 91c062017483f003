import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { asWritten, filesHolding, openProfile, type Profile } from './browser-profile.ts'

/** A telephone of its own with the field app on it: it can be killed, started again and searched. */
export async function openTelephone(origin: string) {
  const folder = await mkdtemp(join(tmpdir(), 'aman-telephone-'))
  let profile: Profile | null = null

  async function kill(): Promise<void> {
    await profile?.kill()
    profile = null
  }
  /** Starts the browser cold, with no page asked for yet; `network`: whether it has one. */
  async function open(network: boolean): Promise<Page> {
    profile = await openProfile(folder)
    const { context } = profile
    const page = context.pages()[0] ?? (await context.newPage())
    await page.setViewportSize({ width: 390, height: 844 })
    await context.setOffline(!network)
    return page
  }
  return {
    kill,
    open,
    async start(network: boolean): Promise<Page> {
      const page = await open(network)
      await page.goto(`${origin}/field/`)
      return page
    },
    /** The group of the browser's processes, which it leads itself. */
    group: () => profile?.group ?? 0,
    network: (there: boolean) => profile?.context.setOffline(!there),
    /** Which of the words stand anywhere in the files of the profile. */
    async holds(words: readonly string[]): Promise<string[]> {
      const found = await Promise.all(words.map(each => filesHolding(folder, asWritten(each))))
      return words.filter((_, at) => (found[at]?.length ?? 0) > 0)
    },
    async close() {
      await kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
