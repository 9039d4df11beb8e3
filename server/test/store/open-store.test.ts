import { placeOfData } from '../../src/store/open.js'

test('where the data are is said without user and password', () => {
  const url = 'postgres://shop:secret@db.example:5432/mini_message'
  expect(placeOfData({ DATABASE_URL: url, DATABASE_FILE: 'unused' })).toBe(
    'PostgreSQL at db.example:5432/mini_message',
  )
  const two = 'postgres://shop:secret@a:5432,b:5433/mini_message?target_session_attrs=read-write'
  expect(placeOfData({ DATABASE_URL: two, DATABASE_FILE: 'unused' })).toBe(
    'PostgreSQL at a:5432,b:5433/mini_message',
  )
  expect(placeOfData({ DATABASE_URL: undefined, DATABASE_FILE: './data/x.db' })).toBe('./data/x.db')
})
