import type { Country } from '#knowledge/schema/country.ts'
import type { CountryCodes } from '#knowledge/schema/country-codes.ts'
import type { Guide } from '#knowledge/schema/guide.ts'
import { type CountryHelp, type Situation, situationsProblems } from '#knowledge/schema/help.ts'
import type { Law } from '#knowledge/schema/law.ts'
import type { Recommendations } from '#knowledge/schema/recommendations.ts'
import type { Reports } from '#knowledge/schema/reports.ts'
import type { Rights } from '#knowledge/schema/rights.ts'
import type { MinimumStandards } from '#knowledge/schema/standards.ts'
import type { TierHistory } from '#knowledge/schema/tiers.ts'
import { guideFileProblems } from './guide-file.ts'
import { countryHelpFileProblems, isSituations } from './help-files.ts'
import { lastOf, readEach } from './read-each.ts'
import { recommendationsFileProblems } from './recommendations-file.ts'
import { minimumStandardsFileProblems, reportsFileProblems } from './reports-file.ts'
import { rightsFileProblems } from './rights-file.ts'
import { countryCodesFileProblems, isCodes, tierClockOf, tierHistoryFileProblems } from './tiers-file.ts'

type Known = { countries: readonly Country[]; laws: readonly Law[] }

/** What the public site tells. */
export async function readPublic(folder: string, known: Known) {
  const [situations = []] = await readEach<readonly Situation[]>(folder, 'help', situationsProblems, isSituations)
  const help = await readEach<CountryHelp>(
    folder,
    'help',
    (value, file) => countryHelpFileProblems(value, file, { situations, ...known }),
    file => !isSituations(file),
  )
  const guides = await readEach<Guide>(folder, 'guides', guideFileProblems)
  const rights = await readEach<Rights>(folder, 'rights', (value, file) => rightsFileProblems(value, file, known))
  const recommendations = await readEach<Recommendations>(folder, 'recommendations', (value, file) =>
    recommendationsFileProblems(value, file, known),
  )
  return { situations, help, guides, rights, recommendations }
}

/** What countries were ranked, by which law and which standards, and what the reports tell of them. */
export async function readTiers(folder: string, laws: readonly Law[]) {
  const codes = await readEach<CountryCodes>(folder, 'standards', countryCodesFileProblems, isCodes)
  const countryCodes = lastOf(codes, 'standards: holds no codes of countries')
  const histories = await readEach<TierHistory>(folder, 'tiers', (value, file) =>
    tierHistoryFileProblems(value, file, { countryCodes, laws }),
  )
  const standards = await readEach<MinimumStandards>(
    folder,
    'standards',
    minimumStandardsFileProblems,
    file => !isCodes(file),
  )
  return {
    countryCodes,
    tiers: tierClockOf(lastOf(histories, 'tiers: holds no history'), laws),
    minimumStandards: lastOf(standards, 'standards: holds no minimum standards'),
    reports: await readEach<Reports>(folder, 'reports', (value, file) =>
      reportsFileProblems(value, file, { countryCodes }),
    ),
  }
}
