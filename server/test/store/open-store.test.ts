import { placeOfData } from '../../src/store/open-store.js'

test('where the data are is said without user and password', () => {
  const url = 'postgres://shop:secret@db.example:5432/mini_message'
  expect(placeOfData({ DATABASE_URL: url, DATABASE_FILE: 'unused' })).toBe(
    'PostgreSQL at db.example:5432/mini_message',
  )
  expect(placeOfData({ DATABASE_URL: undefined, DATABASE_FILE: './data/x.db' })).toBe('./data/x.db')
})
