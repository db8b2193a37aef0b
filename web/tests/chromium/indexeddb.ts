// fake-indexeddb for a page: the browser's own IndexedDB. Each "new IDBFactory()" is a device of its own, so the names
// of its databases are its own.
let factories = 0;

class Factory {
  private readonly prefix = `device-${(factories += 1)}-`;

  open(name: string, version?: number): IDBOpenDBRequest {
    return indexedDB.open(this.prefix + name, version);
  }
}

const range = globalThis.IDBKeyRange;
export { Factory as IDBFactory, range as IDBKeyRange };
