/**
 * Weights typed off the published list (ILO/EC 2009, WCMS_105023), adult labour then child labour: S strong, M medium,
 * W weak, - not in that list. Kept apart from the instruments, so that a slip in one of the two shows.
 */
const TABLE = `
deceptive_recruitment
  deceived_job_location_employer S S
  deceived_wages M M
  deceived_conditions M M
  deceived_contract M M
  deceived_housing M M
  deceived_legal_status M M
  deceived_travel M M
  deceived_family_reunification M M
  deceived_marriage_adoption M M
  deceived_education W S
coercive_recruitment
  violence_victim S S
  threat_violence_victim M S
  abduction_sale M S
  debt_bondage M S
  confiscation_documents M M
  isolation_confinement M M
  threat_denunciation M M
  threat_inform M M
  violence_family M M
  withholding_money M M
recruitment_abuse_of_vulnerability
  difficult_family_situation M M
  illegal_status M M
  lack_education_language M M
  lack_information M M
  control_of_exploiters M M
  economic_reasons M M
  false_info_migration M M
  false_info_law M -
  family_situation M M
  personal_situation M M
  psych_dependency M M
  relationship_authorities M M
  difficulties_past M M
  difficulty_travel M M
  cultural_beliefs W M
  general_context W M
exploitation
  excessive_hours S S
  low_no_salary M M
  wage_manipulation M M
  bad_living M M
  very_bad_working M M
  hazardous_work M M
  no_respect_labour_law M M
  no_social_protection M -
  no_access_education W M
coercion_at_destination
  confiscation_documents S S
  debt_bondage S S
  isolation_confinement S S
  violence_victim S S
  threat_violence_victim M S
  forced_illicit M S
  forced_tasks_clients M S
  under_strong_influence M S
  forced_act_peers M M
  forced_lie M M
  threat_denunciation M M
  threat_worse_conditions M M
  violence_family M M
  withholding_wages M M
  threat_inform W M
abuse_of_vulnerability_at_destination
  dependency_exploiters M M
  unknown_area M M
  economic_reasons M M
  family_situation M M
  relationship_authorities M M
  difficulties_past W M
  personal_characteristics W M
`

type Letter = 'S' | 'M' | 'W' | '-'
export type PublishedSign = { dimension: string; id: string; adult: Letter; child: Letter }

export const PUBLISHED: readonly PublishedSign[] = readTable(TABLE)

function readTable(table: string): PublishedSign[] {
  let dimension = ''
  return table.split('\n').flatMap(line => {
    const [id = '', adult, child] = line.trim().split(' ')
    if (adult === undefined && id !== '') dimension = id
    return adult === undefined ? [] : [{ dimension, id, adult: adult as Letter, child: child as Letter }]
  })
}
