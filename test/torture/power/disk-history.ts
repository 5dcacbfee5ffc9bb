/**
 * What a program did to one folder, call by call, as a disk sees it: contents and names apart, and for each the moments up to which
 * they were flushed. From this every state that a power cut may leave can be computed (crash-state.ts).
 * A flush of a file covers its content and size, never its name; a name is covered by a flush of its folder (POSIX, no more).
 */
export type ContentChange =
  | { readonly at: number; readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly at: number; readonly kind: 'resize'; readonly size: number };

export type NameChange =
  | { readonly at: number; readonly kind: 'set'; readonly name: string; readonly inode: Inode }
  | { readonly at: number; readonly kind: 'remove'; readonly name: string }
  | {
      readonly at: number;
      readonly kind: 'rename';
      readonly from: string;
      readonly name: string;
      readonly inode: Inode;
    };

/** At `at`, the first `covers` changes were on the disk for good. */
interface Flush {
  readonly at: number;
  readonly covers: number;
}

export interface FileInode {
  readonly kind: 'file';
  readonly changes: ContentChange[];
  readonly flushes: Flush[];
}

export interface FolderInode {
  readonly kind: 'folder';
  readonly changes: NameChange[];
  readonly flushes: Flush[];
}

export type Inode = FileInode | FolderInode;

interface Mark {
  readonly at: number;
  readonly text: string;
}

/** Records calls in their order. Paths are relative to the folder; '' is the folder itself, which was there before. */
export class DiskHistory {
  readonly root: FolderInode = newFolder();
  readonly marks: Mark[] = [];
  readonly #names = new Map<FolderInode, Map<string, Inode>>([[this.root, new Map()]]);
  readonly #sizes = new Map<FileInode, number>();
  #at = 0;

  /** How many changes, flushes and marks there are. */
  get length(): number {
    return this.#at;
  }

  find(path: string): Inode | null {
    let inode: Inode = this.root;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const below: Inode | undefined =
        inode.kind === 'folder' ? this.#names.get(inode)?.get(name) : undefined;
      if (below === undefined) return null;
      inode = below;
    }
    return inode;
  }

  makeFolder(path: string): void {
    const folder = newFolder();
    this.#names.set(folder, new Map());
    this.#set(path, folder);
  }

  /** The file at the path, made where it is missing. */
  ensureFile(path: string): FileInode {
    const present = this.find(path);
    if (present?.kind === 'file') return present;
    const file: FileInode = { kind: 'file', changes: [], flushes: [] };
    this.#sizes.set(file, 0);
    this.#set(path, file);
    return file;
  }

  link(from: string, to: string): void {
    this.#set(to, this.#get(from));
  }

  remove(path: string): void {
    const { folder, name, names } = this.#place(path);
    names.delete(name);
    folder.changes.push({ at: this.#next(), kind: 'remove', name });
  }

  /** Within one folder, as the program does it. */
  rename(from: string, to: string): void {
    const inode = this.#get(from);
    const source = this.#place(from);
    const target = this.#place(to);
    if (source.folder !== target.folder) throw new Error(`${from} moves to another folder`);
    source.names.delete(source.name);
    source.names.set(target.name, inode);
    const change = { kind: 'rename', from: source.name, name: target.name, inode } as const;
    source.folder.changes.push({ at: this.#next(), ...change });
  }

  sizeOf(file: FileInode): number {
    return this.#sizes.get(file) ?? 0;
  }

  write(file: FileInode, offset: number, bytes: Buffer): void {
    this.#sizes.set(file, Math.max(this.sizeOf(file), offset + bytes.length));
    file.changes.push({ at: this.#next(), kind: 'write', offset, bytes });
  }

  resize(file: FileInode, size: number): void {
    this.#sizes.set(file, size);
    file.changes.push({ at: this.#next(), kind: 'resize', size });
  }

  /** `covers`: how many changes there were when the call began. */
  flush(inode: Inode, covers = inode.changes.length): void {
    inode.flushes.push({ at: this.#next(), covers });
  }

  mark(text: string): void {
    this.marks.push({ at: this.#next(), text });
  }

  #next(): number {
    this.#at += 1;
    return this.#at;
  }

  #get(path: string): Inode {
    const inode = this.find(path);
    if (inode === null) throw new Error(`the log uses ${path} before it is made`);
    return inode;
  }

  #set(path: string, inode: Inode): void {
    const { folder, name, names } = this.#place(path);
    names.set(name, inode);
    folder.changes.push({ at: this.#next(), kind: 'set', name, inode });
  }

  #place(path: string): { folder: FolderInode; name: string; names: Map<string, Inode> } {
    const parts = path.split('/').filter((part) => part !== '');
    const name = parts.pop() ?? '';
    const folder = this.find(parts.join('/'));
    const names = folder?.kind === 'folder' ? this.#names.get(folder) : undefined;
    if (folder?.kind !== 'folder' || names === undefined) throw new Error(`no folder of ${path}`);
    return { folder, name, names };
  }
}

function newFolder(): FolderInode {
  return { kind: 'folder', changes: [], flushes: [] };
}
