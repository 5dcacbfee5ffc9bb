/** Reads what strace wrote (`-f -y -xx`, all strings in hexadecimal) into a disk history. Calls that failed are left out. */
import { DiskHistory, type FileInode, type Inode } from './disk-history.ts';

/** The calls that the reader knows; a program that changes files in another way would go unseen. */
export const TRACED_CALLS = [
  'openat',
  'creat',
  'write',
  'writev',
  'pwrite64',
  'pwritev',
  'ftruncate',
  'truncate',
  'fallocate',
  'copy_file_range',
  'sendfile',
  'fsync',
  'fdatasync',
  'rename',
  'renameat',
  'renameat2',
  'link',
  'linkat',
  'symlink',
  'unlink',
  'unlinkat',
  'rmdir',
  'mkdir',
  'mkdirat',
] as const;

interface OpenFile {
  readonly inode: Inode;
  readonly isAppending: boolean;
  position: number;
}

interface Call {
  readonly name: string;
  readonly args: string;
  readonly result: string;
  /** Changes of the flushed inode when an interrupted flush began. */
  readonly covers?: number;
}

const WHOLE = /^(\d+) +(\w+)\((.*)\) += (-?\d+)(.*)$/s;
const BEGUN = /^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$/s;
const RESUMED = /^(\d+) +<\.\.\. \w+ resumed>(.*)\) += (-?\d+)(.*)$/s;

export function readWriteLog(log: string, root: string): DiskHistory {
  const reader = new LogReader(root);
  for (const line of log.split('\n')) reader.line(line);
  return reader.history;
}

class LogReader {
  readonly history = new DiskHistory();
  readonly #root: string;
  readonly #files = new Map<number, OpenFile>();
  readonly #begun = new Map<string, { name: string; args: string; covers: number | undefined }>();

  constructor(root: string) {
    this.#root = root;
  }

  line(line: string): void {
    const begun = BEGUN.exec(line);
    if (begun !== null) {
      const [, thread = '', name = '', args = ''] = begun;
      const covers = this.#files.get(Number.parseInt(args, 10))?.inode.changes.length;
      this.#begun.set(thread, { name, args, covers });
      return;
    }
    const resumed = RESUMED.exec(line);
    if (resumed !== null) {
      const [, thread = '', rest = '', result = ''] = resumed;
      const first = this.#begun.get(thread);
      if (first === undefined) return;
      const { name, args, covers } = first;
      this.#apply({ name, args: args + rest, result, ...(covers === undefined ? {} : { covers }) });
      return;
    }
    const whole = WHOLE.exec(line);
    if (whole === null) return;
    const [, , name = '', args = '', result = ''] = whole;
    this.#apply({ name, args, result });
  }

  #apply(call: Call): void {
    if (call.result.startsWith('-')) return;
    const paths = quoted(call.args).map((text) => this.#inside(text.toString('utf8')));
    const [path = null, second = null] = paths;
    switch (call.name) {
      case 'openat':
        this.#open(call, path);
        break;
      case 'mkdir':
      case 'mkdirat':
        if (path !== null) this.history.makeFolder(path);
        break;
      case 'link':
      case 'linkat':
        if (path !== null && second !== null) this.history.link(path, second);
        break;
      case 'rename':
      case 'renameat':
      case 'renameat2':
        if (path !== null && second !== null) this.history.rename(path, second);
        break;
      case 'unlink':
      case 'unlinkat':
        if (path !== null) this.history.remove(path);
        break;
      default:
        this.#useFile(call, path);
    }
  }

  #open(call: Call, path: string | null): void {
    const number = Number(call.result);
    this.#files.delete(number);
    if (path === null) return;
    const inode = call.args.includes('O_CREAT')
      ? this.history.ensureFile(path)
      : this.history.find(path);
    if (inode === null) return;
    if (call.args.includes('O_TRUNC') && inode.kind === 'file' && this.history.sizeOf(inode) > 0) {
      this.history.resize(inode, 0);
    }
    const isAppending = call.args.includes('O_APPEND');
    this.#files.set(number, { inode, isAppending, position: 0 });
  }

  #useFile(call: Call, path: string | null): void {
    if (call.name === 'write' && call.args.startsWith('1<')) {
      this.history.mark((quoted(call.args)[0] ?? Buffer.alloc(0)).toString('utf8'));
      return;
    }
    const [, number = '', name = ''] = /^(\d+)<((?:\\x[0-9a-f]{2})*)>/.exec(call.args) ?? [];
    if (path === null && this.#inside(unescaped(name).toString('utf8')) === null) return;
    const open = this.#files.get(Number(number));
    if (open === undefined) throw new Error(`the log uses a file it did not open: ${call.name}`);
    if (call.name === 'fsync' || call.name === 'fdatasync') {
      this.history.flush(open.inode, call.covers);
      return;
    }
    if (open.inode.kind === 'folder') throw new Error(`${call.name} on a folder`);
    this.#change(call, open, open.inode);
  }

  #change(call: Call, open: OpenFile, file: FileInode): void {
    const bytes = (quoted(call.args)[0] ?? Buffer.alloc(0)).subarray(0, Number(call.result));
    const last = Number(/, (\d+)$/.exec(call.args)?.[1] ?? Number.NaN);
    if (call.name === 'pwrite64') this.history.write(file, last, bytes);
    else if (call.name === 'ftruncate') this.history.resize(file, last);
    else if (call.name === 'write') {
      if (open.isAppending) open.position = this.history.sizeOf(file);
      this.history.write(file, open.position, bytes);
      open.position += bytes.length;
    } else throw new Error(`the log holds a ${call.name}, which is not understood`);
  }

  /** Relative to the root; null where it is no path inside. */
  #inside(text: string): string | null {
    const path = text.replace(/ \(deleted\)$/, '');
    if (path === this.#root) return '';
    return path.startsWith(`${this.#root}/`) ? path.slice(this.#root.length + 1) : null;
  }
}

/** The quoted strings of a call, as bytes. */
function quoted(args: string): Buffer[] {
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => unescaped(match[1] ?? ''));
}

function unescaped(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
