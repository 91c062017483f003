import { readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'

/* The few pictures that a page shows, small enough for a slow line: from those beside this file to web/pictures. */

const LARGEST = 30_000

type Small = { from: string; to: string; width: number; quality: number }

const SMALL: readonly Small[] = [
  { from: 'screening-phone-kk', to: 'screening-phone', width: 300, quality: 60 },
  { from: 'beds-desktop-en', to: 'beds-desktop', width: 640, quality: 50 },
  { from: 'card-border-a4-kk-ru', to: 'card-border', width: 340, quality: 40 },
]

/** Pictures in WebP, which old telephones know as well. */
export async function makeSmall(): Promise<void> {
  for (const { from, to, width, quality } of SMALL) {
    const drawn = sharp(await readFile(new URL(`${from}.png`, import.meta.url))).resize({ width })
    const bytes = await drawn.webp({ quality, effort: 6 }).toBuffer()
    const { height } = await sharp(bytes).metadata()
    console.log(`${to}.webp ${width} × ${height}, ${bytes.length} bytes`)
    if (bytes.length > LARGEST) throw new Error(`${to}.webp is larger than ${LARGEST} bytes`)
    await writeFile(new URL(`../../web/pictures/${to}.webp`, import.meta.url), bytes)
  }
}
