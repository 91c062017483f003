import type { Command } from 'commander'
import type { CountryJudged } from '#domain/tiers/check.ts'
import type { TierRow } from '#domain/tiers/history.ts'
import type { Outlook } from '#domain/tiers/outlook.ts'
import { readListings } from '#features/accountability/tiers/read-listings.ts'
import { checkTiers, tellHistory, tellOutlook } from '#features/accountability/tiers/tell-tiers.ts'
import { loadKnowledge } from '#server/knowledge/load.ts'
import { readText } from '#server/knowledge/read-json.ts'
import { bad, type Printed, print, quoted } from './printed.ts'
import { whyBad } from './why-bad.ts'

type Flags = { json?: boolean; asOf?: string }

export function addTiersCommands(program: Command): void {
  const tiers = program
    .command('tiers')
    .description('The lists of the Trafficking in Persons Report, and what the law allows next')
    .showSuggestionAfterError(false)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  tiers
    .command('history')
    .description('On which list each report put a country')
    .argument('<country>', 'ISO 3166-1 alpha-3, "KAZ"')
    .option('--json', 'answer as JSON')
    .action(async (country: string, flags: Flags) => print(await tierHistory(country, flags)))
  tiers
    .command('outlook')
    .description('What the law leaves open for the report after that of a year')
    .argument('<country>', 'ISO 3166-1 alpha-3, "KAZ"')
    .option('--as-of <year>', 'the last report that is looked at; the last known one where it is left out')
    .option('--json', 'answer as JSON')
    .action(async (country: string, flags: Flags) => print(await tierOutlook(country, flags)))
  tiers
    .command('check')
    .description('Judge a table of tiers by the law of their years')
    .argument('<file>', 'CSV with the columns country_iso3, year and tier (1, 2, 2WL, 3 or SC)')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: Flags) => print(await checkTierFile(file, flags)))
}

const good = (out: string): Printed => ({ out, err: '', exitCode: 0 })

const NO_COUNTRY: Record<string, string> = {
  'tiers.country-not-found': 'is no country by ISO 3166-1 alpha-3',
  'tiers.not-found': 'is in no report that is known here',
}

export async function tierHistory(country: string, { json }: Flags): Promise<Printed> {
  const told = tellHistory(await loadKnowledge(), { country })
  if (!told.ok) return bad(`${quoted(country)} ${NO_COUNTRY[told.code]}`)
  const { rows } = told.value
  return good(json ? JSON.stringify(rows) : rows.map(rowLine).join('\n'))
}

const rowLine = ({ year, tier, basis, source }: TierRow) => `${year}  ${tier.padEnd(3)}  ${basis}: ${source}`

export async function tierOutlook(country: string, { json, asOf }: Flags): Promise<Printed> {
  if (asOf !== undefined && !/^\d{4}$/.test(asOf)) return bad(`${quoted(asOf)} is not a year`)
  const told = tellOutlook(await loadKnowledge(), { country, asOf: asOf === undefined ? undefined : Number(asOf) })
  if (told.ok) return good(json ? JSON.stringify(told.value) : outlookText(told.value))
  if (told.code !== 'tiers.year-not-known') return bad(`${quoted(country)} ${NO_COUNTRY[told.code]}`)
  return bad(`the report of ${asOf} on ${quoted(country)} is not known here, and is not guessed`)
}

function outlookText({ country, asOf, consecutiveWatchListYears, waiverYearsUsed, next, gap }: Outlook): string {
  const merit = next.ifWatchListMerit ?? 'that hangs on years that nobody knows'
  return [
    `${country} after the report of ${asOf}`,
    `consecutive years on the Watch List: ${consecutiveWatchListYears}${gap ? `, at most ${gap.consecutiveWatchListYearsAtMost}: ${gap.lastUnknownYear} is not known` : ''}`,
    `of these by waiver: ${waiverYearsUsed}`,
    `${next.year} may be: ${next.allowed.join(', ')}`,
    `if its efforts alone put it on the Watch List: ${merit}`,
    `rule: ${next.rule}`,
  ].join('\n')
}

export async function checkTierFile(file: string, { json }: Flags): Promise<Printed> {
  const text = await readText(file)
  if (!text.ok) return bad(`${quoted(file)} ${whyBad(text.code, text.detail)}`)
  const listings = readListings(text.value)
  if (!listings.ok) return bad(`${quoted(file)} ${whyBad(listings.code, listings.detail)}`)
  const checked = checkTiers(await loadKnowledge(), listings.value)
  if (!checked.ok) return bad(`${quoted(file)} ${whyBad(checked.code, lineOf(checked.detail))}`)
  return good(json ? JSON.stringify(checked.value) : checked.value.map(judgedLine).join('\n'))
}

/** The verb counts rows from one, and the head of the table stands above them. */
function lineOf(detail: unknown): { line: string } | undefined {
  const row = (detail as { row?: unknown } | undefined)?.row
  return typeof row === 'number' ? { line: `line ${row + 1}` } : undefined
}

const judgedLine = ({ country, year, tier, reason, consistent }: CountryJudged) =>
  `${country} ${year}  ${tier.padEnd(3)}  ${reason}${consistent ? '' : '  not as the law has it'}`
