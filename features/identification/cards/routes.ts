import type { Page } from '#server/http/page.ts'
import { cardPage } from './card-page.tsx'
import { cardsPage } from './cards-page.tsx'

export const cardPages: readonly Page[] = [cardsPage, cardPage]
