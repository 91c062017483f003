import { QrPicture } from './qr-picture.tsx'

export const examples = [
  { name: 'An address', node: <QrPicture text="https://aman.example.org/uz/help" title="The address of this page" /> },
]
