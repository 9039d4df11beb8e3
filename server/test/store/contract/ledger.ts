import { firstBrokenRow } from '../../../src/consent/ledger-entry.js'
import { ledgerEntry } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

export const ledgerContract = (store: OpenedStore) =>
  describe('the ledger', () => {
    test('keeps entries in order, each with the hash of the one before', async () => {
      for (const type of ['AGREE', 'REJECT', 'AGREE'] as const)
        await store().ledger.append(ledgerEntry({ type }))
      const rows = await store().ledger.rowsAfter(0, 10)
      expect(rows.map(({ entry }) => JSON.parse(entry).type)).toEqual(['AGREE', 'REJECT', 'AGREE'])
      expect(firstBrokenRow(rows)).toBeUndefined()
    })

    test('is one chain when entries come at once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => store().ledger.append(ledgerEntry())))
      const rows = await store().ledger.rowsAfter(0, 100)
      expect(rows).toHaveLength(10)
      expect(firstBrokenRow(rows)).toBeUndefined()
    })

    test('a transaction that fails leaves no entry', async () => {
      const failing = store().transaction(async (tx) => {
        await tx.ledger.append(ledgerEntry())
        throw new Error('on purpose')
      })
      await expect(failing).rejects.toThrow('on purpose')
      expect(await store().ledger.rowsAfter(0, 10)).toEqual([])
    })
  })
