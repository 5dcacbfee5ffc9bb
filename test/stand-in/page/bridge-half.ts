/**
 * One half of contextBridge; the same code runs in the page's world and in the isolated one. Values cross as clonable trees, with
 * functions and promises as remote references. Events on an element that only the two halves hold are the wire: they are
 * synchronous, and Blink clones their detail from world to world.
 *
 * The page may patch every built-in after this ran, so whatever is used later is captured first, nothing is looked up on a prototype
 * the page can reach, and arrays are walked by index. This function is injected by its source text: it refers to nothing outside.
 */
export type Tree = readonly [kind: string, value: unknown, slot: number];

export interface BridgeMessage {
  readonly op: string;
  readonly id: number;
  readonly ok: boolean;
  readonly key: string;
  readonly tree: Tree | null;
}

export interface BridgeAnswer {
  readonly ok: boolean;
  readonly message: string;
  readonly tree: Tree | null;
}

export interface BridgeHalf {
  /** Asks the other world and returns its answer, at once. */
  readonly call: (message: BridgeMessage) => BridgeAnswer;
  readonly encode: (value: unknown) => Tree;
  readonly decode: (tree: Tree) => unknown;
  /** What the other world may ask for, by `op`. */
  readonly answers: Record<string, (message: BridgeMessage) => BridgeAnswer>;
}

export type BridgeWorld = 'main' | 'isolated';

export function bridgeHalf(wire: EventTarget, mine: BridgeWorld, theirs: BridgeWorld): BridgeHalf {
  type Callable = (this: unknown, ...args: unknown[]) => unknown;
  interface Settler {
    readonly resolve: (value: unknown) => void;
    readonly reject: (reason: unknown) => void;
  }
  interface Crossing {
    readonly slots: Map<unknown, number>;
    count: number;
    depth: number;
  }

  const uncurry = (fn: unknown) =>
    Function.prototype.call.bind(fn as Callable) as unknown as (...self: unknown[]) => never;
  const { apply, getOwnPropertyDescriptor } = Reflect;
  const { isArray } = Array;
  const { isView } = ArrayBuffer;
  const { keys, defineProperty } = Object;
  const weakGet = uncurry(WeakMap.prototype.get);
  const weakSet = uncurry(WeakMap.prototype.set);
  const mapGet = uncurry(Map.prototype.get);
  const mapSet = uncurry(Map.prototype.set);
  const mapHas = uncurry(Map.prototype.has);
  const then = uncurry(Promise.prototype.then);
  const dispatch = uncurry(EventTarget.prototype.dispatchEvent);
  const listen = uncurry(EventTarget.prototype.addEventListener);
  const detailOf = uncurry(
    getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get,
  ) as unknown as (event: Event) => unknown;
  const tagOf = uncurry(Object.prototype.toString) as unknown as (v: unknown) => string;
  const WireEvent = CustomEvent;
  const PlainError = Error;
  const TypeFault = TypeError;
  const Future = Promise;
  const Table = Map;
  const clone = structuredClone;

  const MAX_DEPTH = 1000;
  const OPAQUE: Record<string, true> = { __proto__: null } as never;
  const opaqueTags = [
    'Date',
    'RegExp',
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'ArrayBuffer',
    'SharedArrayBuffer',
    'DataView',
    'Boolean',
    'Number',
    'String',
    'Symbol',
    'BigInt',
    'Generator',
    'Arguments',
    'Module',
    'Blob',
    'File',
  ];
  for (let i = 0; i < opaqueTags.length; i++) OPAQUE[`[object ${opaqueTags[i]}]`] = true;

  /** Our functions that the other world may call, by id. */
  const lent = new Table<unknown, unknown>();
  /** Promises of the other world that are still open, by id. */
  const settlers = new Table<unknown, unknown>();
  /** For a proxy made here: the id of its function in the other world. */
  const borrowed = new WeakMap<object, number>();
  let nextId = 1;
  let answer: BridgeAnswer | null = null;

  const wireEvent = (name: string, detail: unknown) =>
    new WireEvent(name, { __proto__: null, detail } as CustomEventInit);
  const define = (target: object, key: string | number, value: unknown) => {
    defineProperty(target, key, {
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    } as PropertyDescriptor);
  };

  listen(wire, `re:${mine}`, (event: Event) => {
    answer = detailOf(event) as BridgeAnswer;
  });

  function call(message: BridgeMessage): BridgeAnswer {
    answer = null;
    dispatch(wire, wireEvent(theirs, message));
    const got = answer as BridgeAnswer | null;
    answer = null;
    if (got === null) throw new PlainError('context bridge: the other world did not answer');
    return got;
  }

  function encode(value: unknown): Tree {
    return put(value, undefined, { slots: new Table(), count: 0, depth: 0 });
  }

  function put(value: unknown, receiver: unknown, crossing: Crossing): Tree {
    if (crossing.depth >= MAX_DEPTH) {
      throw new TypeFault(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'symbol')
      throw new PlainError('stand-in: symbols cannot cross the bridge');
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
      return ['=', value, -1];
    }
    if (mapHas(crossing.slots, value)) return ['ref', mapGet(crossing.slots, value), -1];
    const slot = crossing.count++;
    mapSet(crossing.slots, value, slot);
    if (typeof value === 'function') return lend(value as Callable, receiver, slot);
    if (value instanceof Future) return promise(value, slot);
    if (value instanceof PlainError) return ['error', value.message, slot];
    if (isView(value) || OPAQUE[tagOf(value)] === true) {
      try {
        return ['clone', clone(value), slot];
      } catch {
        throw new PlainError('An object could not be cloned.');
      }
    }
    const isList = isArray(value);
    const source = value as Record<string | number, unknown>;
    const names = isList ? null : keys(value);
    const length = names === null ? (value as unknown[]).length : names.length;
    const out: unknown[] = [];
    crossing.depth += 1;
    for (let i = 0; i < length; i++) {
      const key = names === null ? i : (names[i] as string);
      const item = put(source[key], value, crossing);
      define(out, i, isList ? item : [key, item]);
    }
    crossing.depth -= 1;
    return [isList ? 'array' : 'object', out, slot];
  }

  function lend(fn: Callable, receiver: unknown, slot: number): Tree {
    const theirsId = weakGet(borrowed, fn) as number | undefined;
    if (theirsId !== undefined) return ['mine', theirsId, slot];
    const id = nextId++;
    mapSet(lent, id, { fn, receiver });
    return ['fn', id, slot];
  }

  function promise(value: Promise<unknown>, slot: number): Tree {
    const id = nextId++;
    const settle = (wasKept: boolean) => (result: unknown) => {
      let ok = wasKept;
      let tree: Tree;
      try {
        tree = encode(result);
      } catch (error) {
        ok = false;
        tree = encode(error);
      }
      call({ op: 'settle', id, ok, key: '', tree });
    };
    then(value, settle(true), settle(false));
    return ['promise', id, slot];
  }

  function decode(tree: Tree): unknown {
    return take(tree, []);
  }

  function take(tree: Tree, made: unknown[]): unknown {
    const kind = tree[0];
    const value = tree[1];
    const keep = <T>(result: T): T => {
      define(made, tree[2], result);
      return result;
    };
    if (kind === '=') return value;
    if (kind === 'ref') return made[value as number];
    if (kind === 'clone') return keep(value);
    if (kind === 'error') return keep(new PlainError(value as string));
    if (kind === 'mine') return keep((mapGet(lent, value) as { fn: Callable }).fn);
    if (kind === 'fn') return keep(borrow(value as number));
    if (kind === 'promise') {
      return keep(
        new Future((resolve, reject) => {
          mapSet(settlers, value, { resolve, reject });
        }),
      );
    }
    const items = value as unknown[];
    const result = keep(kind === 'array' ? [] : {});
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as readonly [string, Tree];
      if (kind === 'array') define(result, i, take(item as unknown as Tree, made));
      else define(result, item[0], take(item[1], made));
    }
    return result;
  }

  /** `this` of the caller never crosses. */
  function borrow(id: number): Callable {
    const proxy = function proxy(...args: unknown[]): unknown {
      const got = call({ op: 'call', id, ok: true, key: '', tree: encode(args) });
      if (!got.ok) throw new PlainError(got.message);
      return decode(got.tree as Tree);
    };
    weakSet(borrowed, proxy, id);
    return proxy;
  }

  function messageOf(error: unknown): string {
    if (error !== null && typeof error === 'object') {
      const { message } = error as { message?: unknown };
      if (typeof message === 'string') return message;
    }
    return 'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.';
  }

  const answers = {
    __proto__: null,
    call: ({ id, tree }: BridgeMessage): BridgeAnswer => {
      const { fn, receiver } = mapGet(lent, id) as { fn: Callable; receiver: unknown };
      const args = decode(tree as Tree) as unknown[];
      return { ok: true, message: '', tree: encode(apply(fn, receiver, args)) };
    },
    settle: ({ id, ok, tree }: BridgeMessage): BridgeAnswer => {
      const settler = mapGet(settlers, id) as Settler | undefined;
      if (settler !== undefined) (ok ? settler.resolve : settler.reject)(decode(tree as Tree));
      return { ok: true, message: '', tree: null };
    },
  } as unknown as BridgeHalf['answers'];

  listen(wire, mine, (event: Event) => {
    const message = detailOf(event) as BridgeMessage;
    let reply: BridgeAnswer;
    try {
      reply = (answers[message.op] as (message: BridgeMessage) => BridgeAnswer)(message);
    } catch (error) {
      reply = { ok: false, message: messageOf(error), tree: null };
    }
    dispatch(wire, wireEvent(`re:${theirs}`, reply));
  });

  return { call, encode, decode, answers };
}
