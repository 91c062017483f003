import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { writeCard } from '#start/card-commands.ts'
import { readPdf } from '#tests/support/read-pdf.ts'

/** Every card once, so that each paper and each language is seen. */
const CARDS = [
  { id: 'border-card', languages: 'kk,ru', format: 'a4' },
  { id: 'border-card', languages: 'kk', format: 'a6' },
  { id: 'labour-inspection-card', languages: 'ru', format: 'a6' },
  { id: 'consular-card', languages: 'uz,en', format: 'a4' },
  { id: 'hotline-quick-screen', languages: 'ky', format: 'a4' },
  { id: 'child-card', languages: 'tg', format: 'a6' },
  { id: 'self-check', languages: 'uz', format: 'a6' },
  { id: 'ilo-labour-adult', languages: 'en', format: 'a4' },
  { id: 'ilo-labour-child', languages: 'ru', format: 'a4' },
]

/** The first side of each card as a printer without colours gives it. */
export async function takeCards(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aman-cards-'))
  for (const { id, languages, format } of CARDS) {
    const out = join(folder, 'card.pdf')
    await writeCard(id, { languages, format, out, origin: 'https://aman.example' }, {})
    const pdf = await readPdf(await readFile(out))
    const { png } = await pdf.picture(1, 1.3)
    await pdf.close()
    const name = `card-${id.replace(/-card$/, '')}-${format}-${languages.replace(',', '-')}.png`
    const path = fileURLToPath(new URL(`./${name}`, import.meta.url))
    const { size } = await sharp(png).greyscale().png({ palette: true, colours: 16 }).toFile(path)
    console.log(`${name} ${Math.round(size / 1000)} kB`)
  }
  await rm(folder, { recursive: true })
}
