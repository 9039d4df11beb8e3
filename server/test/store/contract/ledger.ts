import { firstBrokenRow } from '../../../src/consent/ledger.js'
import { ledgerEntry, ledgerKeys, owner } from '../../support/builders.js'
import type { OpenedStore } from './opened-store.js'

export const ledgerContract = (store: OpenedStore) =>
  describe('the ledger', () => {
    test('keeps entries in order, each with the hash of the one before', async () => {
      for (const type of ['AGREE', 'REJECT', 'AGREE'] as const)
        await store().ledger.append(ledgerEntry({ type }), ledgerKeys[0])
      const rows = await store().ledger.rowsAfter(owner.appId, 0, 10)
      expect(rows.map(({ entry }) => JSON.parse(entry).type)).toEqual(['AGREE', 'REJECT', 'AGREE'])
      expect(firstBrokenRow(rows, { appId: owner.appId, keys: ledgerKeys })).toBeUndefined()
    })

    test('is one chain when entries come at once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => store().ledger.append(ledgerEntry(), ledgerKeys[0])))
      const rows = await store().ledger.rowsAfter(owner.appId, 0, 100)
      expect(rows).toHaveLength(10)
      expect(firstBrokenRow(rows, { appId: owner.appId, keys: ledgerKeys })).toBeUndefined()
    })

    test('has a chain for each app', async () => {
      for (const appId of ['P2', 'P1', 'P2'])
        await store().ledger.append(ledgerEntry({ appId }), ledgerKeys[0])
      expect(await store().ledger.apps()).toEqual(['P1', 'P2'])
      for (const [appId, count] of [
        ['P1', 1],
        ['P2', 2],
      ] as const) {
        const rows = await store().ledger.rowsAfter(appId, 0, 10)
        expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
        expect(firstBrokenRow(rows, { appId, keys: ledgerKeys })).toBeUndefined()
      }
    })

    test('a chain that is cut from its end is whole at any moment, and others stay', async () => {
      for (const appId of ['P1', 'P1', 'P1', 'P2'])
        await store().ledger.append(ledgerEntry({ appId }), ledgerKeys[0])
      expect(await store().appData.cutLedger('P1', 2)).toBe(2)
      const rows = await store().ledger.rowsAfter('P1', 0, 10)
      expect(rows).toHaveLength(1)
      expect(firstBrokenRow(rows, { appId: 'P1', keys: ledgerKeys })).toBeUndefined()
      expect(await store().appData.cutLedger('P1', 2)).toBe(1)
      expect(await store().appData.cutLedger('P1', 2)).toBe(0)
      expect(await store().ledger.apps()).toEqual(['P2'])
    })

    test('a transaction that fails leaves no entry', async () => {
      const failing = store().transaction(async (tx) => {
        await tx.ledger.append(ledgerEntry(), ledgerKeys[0])
        throw new Error('on purpose')
      })
      await expect(failing).rejects.toThrow('on purpose')
      expect(await store().ledger.rowsAfter(owner.appId, 0, 10)).toEqual([])
    })
  })
