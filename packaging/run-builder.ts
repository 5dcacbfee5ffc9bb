/**
 * Runs electron-builder, which lies in packaging/node_modules: by name at run time and with the few types that are used written down
 * here, so that the main install, its type check and its lint know nothing of it (docs/decisions/0151).
 */
import type { builderConfig } from './builder-config.ts';
import type { Target } from './keep-file.ts';

interface BuilderPlatform {
  createTarget(targets: readonly string[], arch: number): unknown;
}

interface Builder {
  build(options: {
    targets: unknown;
    config: object;
    projectDir: string;
    publish: 'never';
  }): Promise<readonly string[]>;
  readonly Platform: Readonly<Record<'LINUX' | 'MAC' | 'WINDOWS', BuilderPlatform>>;
  readonly Arch: Readonly<Record<string, number>>;
}

export interface BuilderRun {
  readonly config: ReturnType<typeof builderConfig>;
  readonly target: Target;
  /** Of electron-builder: `dir`, `deb`, `AppImage`, `rpm`, `dmg`, `nsis`. */
  readonly formats: readonly string[];
  readonly projectDir: string;
}

/** The files made. Throws what electron-builder throws. */
export async function runBuilder({ config, target, formats, projectDir }: BuilderRun) {
  const name = 'electron-builder';
  const { default: builder } = (await import(name)) as { readonly default: Builder };
  const { LINUX, MAC, WINDOWS } = builder.Platform;
  const others: Partial<Record<NodeJS.Platform, BuilderPlatform>> = { darwin: MAC, win32: WINDOWS };
  const platform = others[target.platform] ?? LINUX;
  const arch = builder.Arch[target.arch];
  if (arch === undefined) throw new Error(`no package can be made for ${target.arch}`);
  return builder.build({
    targets: platform.createTarget(formats, arch),
    config,
    projectDir,
    publish: 'never',
  });
}
