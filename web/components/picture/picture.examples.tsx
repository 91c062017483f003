import { Picture } from './picture.tsx'

const GREY =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 5"%3E%3Cpath fill="gray" d="M0 0h8v5H0z"/%3E%3C/svg%3E'

export const examples = [
  { name: 'A picture', node: <Picture src={GREY} width={640} height={400} words="The beds of a shelter" /> },
]
