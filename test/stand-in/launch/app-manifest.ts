import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

export interface AppManifest {
  readonly folder: string;
  /** The module to run. */
  readonly entry: string;
  /** Null where there is no package.json, or it does not say. */
  readonly name: string | null;
  readonly version: string | null;
}

interface PackageJson {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
}

/** Reads the app at `path`: a folder with a package.json, or a single module. */
export function readAppManifest(path: string): AppManifest {
  const whole = resolve(path);
  const manifest = join(whole, 'package.json');
  if (!existsSync(manifest)) {
    return { folder: dirname(whole), entry: whole, name: null, version: null };
  }
  const json = readPackage(manifest);
  return {
    folder: whole,
    entry: join(whole, json.main ?? 'index.js'),
    name: json.productName ?? json.name ?? null,
    version: json.version ?? null,
  };
}

/** The version of the electron package that the stand-in stands for; '0.0.0' where it is not installed. */
export function electronVersion(from: string): string {
  try {
    const path = createRequire(join(from, 'x.js')).resolve('electron/package.json');
    return readPackage(path).version ?? '0.0.0';
  } catch {
    return '0.0.0';
  }
}

function readPackage(path: string): PackageJson {
  return JSON.parse(readFileSync(path, 'utf8')) as PackageJson;
}
