import { ReadAloud } from './read-aloud.tsx'

const uzbek = {
  lang: 'uz-Latn',
  title: 'Boshqa tashkilotdan sizga yordam berishni soʻrasak maylimi?',
  lines: ['U faqat siz ruxsat berganini koʻradi.', '«Yoʻq» ham «ha» kabi yaxshi javob.'],
}
const english = {
  lang: 'en',
  title: 'May we ask another agency to help you?',
  lines: ['It sees only what you allow.', 'No is as good as yes.'],
}

export const examples = [
  { name: 'In two languages', node: <ReadAloud texts={[uzbek, english]} /> },
  { name: 'In one', node: <ReadAloud texts={[english]} /> },
]
