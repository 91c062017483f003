import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { FORMATS } from '#features/identification/cards/card-frames.ts'
import { makeCard } from '#features/identification/cards/print-card.ts'
import { PrintCard } from '#features/identification/cards/record.ts'
import { type Knowledge, loadKnowledge } from '#server/knowledge/load.ts'
import { loadWords } from '#server/words.ts'
import { orSayWhy } from './or-say-why.ts'
import { readSettings, WrongSetting } from './settings.ts'

type Flags = { languages: string; format: string; out: string; origin?: string | undefined }

export function addCardCommand(program: Command): void {
  program
    .command('card')
    .description('Print an indicator card to a PDF; it needs no running Aman')
    .argument('<id>', 'the instrument, "border-card" or "border-card@1"')
    .requiredOption('--languages <codes>', 'one language or two, such as kk,ru')
    .option('--format <format>', `${FORMATS.join(' or ')}: A4 folded twice to A6, or A4`, 'a6')
    .requiredOption('--out <file>', 'the file to write')
    .option('--origin <address>', 'where the code to scan leads; else AMAN_ORIGIN')
    .showSuggestionAfterError(false)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
    .action((id: string, flags: Flags) => orSayWhy(async () => console.log(await writeCard(id, flags, process.env))))
}

const WHY: Record<string, string> = {
  'cards.not-found': 'There is no such instrument or version.',
  'cards.language-not-spoken': 'The instrument does not speak that language.',
  'cards.too-long': 'The text does not fit on this paper in letters that can be read. Choose a4, or one language.',
  'cards.letters-not-in-font': 'The text holds signs that the font cannot print.',
}

/** Writes the card and gives the name of its file. */
export async function writeCard(id: string, flags: Flags, env: NodeJS.ProcessEnv): Promise<string> {
  const asked = askedFor(id, flags)
  const address = flags.origin ?? env.AMAN_ORIGIN
  // Printed, the address of this very machine would lead a telephone nowhere.
  if (!address) throw new WrongSetting('Say where the code to scan leads: --origin https://aman.example')
  const { origin, country: iso3 } = readSettings({}, { ...env, AMAN_ORIGIN: address })
  const knowledge = await loadKnowledge()
  const country = countryNamed(knowledge, iso3)
  const words = await loadWords(country.timeZone)
  const made = await makeCard({ knowledge, country, words, origin, now: new Date() }, asked)
  if (!made.ok) throw new WrongSetting(WHY[made.code] ?? made.code)
  const { bytes } = made.value.file
  await writeFile(flags.out, bytes).catch((error: NodeJS.ErrnoException) => {
    throw new WrongSetting(`${flags.out} cannot be written (${error.code}).`)
  })
  return flags.out
}

function askedFor(named: string, { languages, format }: Flags): PrintCard {
  const [instrument, version, ...rest] = named.split('@')
  const [language, second, third] = languages.split(',')
  if (third !== undefined) throw new WrongSetting('A card has one language or two.')
  const parsed = PrintCard.safeParse({ instrument, version, language, second, format })
  if (parsed.success && rest.length === 0) return parsed.data
  const field = parsed.error?.issues[0]?.path[0]
  if (field === 'language' || field === 'second')
    throw new WrongSetting('--languages takes one or two of kk, ru, uz, ky, tg, en.')
  if (field === 'format') throw new WrongSetting(`--format takes ${FORMATS.join(' or ')}.`)
  throw new WrongSetting('Name the instrument as "border-card" or "border-card@1".')
}

function countryNamed({ countries }: Knowledge, iso3: string) {
  const country = countries.find(each => each.iso3 === iso3)
  if (!country) throw new WrongSetting('AMAN_COUNTRY names no country that Aman knows.')
  return country
}
