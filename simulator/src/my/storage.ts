import { jsapi } from './callbacks.js'

/** Where values are kept, as JSON. The browser's localStorage is one. */
export interface Store {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** A store in memory, for tests. */
export function memoryStore(): Store {
  const values = new Map<string, string>()
  return {
    get length() {
      return values.size
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  }
}

type Fields = Record<string, unknown>

/** `my` for storage. A value that was never set is null. */
export function storage(store: Store, prefix: string) {
  const nameOf = ({ key }: Fields) => prefix + String(key)
  const keys = () =>
    Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((key) =>
      key.startsWith(prefix),
    )
  const get = (options: Fields) => ({
    data: JSON.parse(store.getItem(nameOf(options)) ?? 'null') as unknown,
  })
  const set = (options: Fields) => {
    store.setItem(nameOf(options), JSON.stringify(options['data'] ?? null))
    return {}
  }
  const remove = (options: Fields) => {
    store.removeItem(nameOf(options))
    return {}
  }
  const clear = () => {
    for (const key of keys()) store.removeItem(key)
    return {}
  }
  const info = () => {
    const own = keys()
    const size = own.reduce((sum, key) => sum + (store.getItem(key)?.length ?? 0), 0)
    return {
      keys: own.map((key) => key.slice(prefix.length)),
      currentSize: Math.ceil(size / 1024),
      limitSize: 10_240,
    }
  }
  return {
    getStorage: jsapi(get),
    getStorageSync: get,
    setStorage: jsapi(set),
    setStorageSync: set,
    removeStorage: jsapi(remove),
    removeStorageSync: remove,
    clearStorage: jsapi(clear),
    clearStorageSync: clear,
    getStorageInfo: jsapi(info),
    getStorageInfoSync: info,
  }
}
