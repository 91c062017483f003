import type { FormLanguage } from '#knowledge/schema/consent-form.ts'

/** What must not stand on a paper or page that others may see: the beginnings of the words, in each language. */
export const BETRAYING: Record<FormLanguage, RegExp> = {
  en: /traffick|victim|police|shelter|consent|crime|exploit|abuse|violence|hotline|aman\b/i,
  ru: /торговл|жертв|полици|приют|соглас|преступ|эксплуат|насил|горяч|аман\b/i,
  kk: /сауда|құрбан|полиция|баспана|келісім|қылмыс|қанау|зорлық|жедел желі/i,
  'uz-Latn': /savdo|qurbon|politsiya|militsiya|boshpana|rozilik|jinoyat|zoʻravon|ishonch telefon/i,
  ky: /соода|курман|милиция|полиция|калкала|макулдук|кылмыш|зордук|ишеним телефон/i,
  tg: /савдо|қурбон|милитсия|паноҳгоҳ|розигӣ|ҷиноят|зӯровар|телефони боварӣ/i,
}
