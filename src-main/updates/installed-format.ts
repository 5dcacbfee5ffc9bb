/** In which form this program was installed, hence in which an update has to come. */
import type { UpdateFile } from './update-manifest.ts';

export interface Installation {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

export function installedFormat({ platform, env, exists }: Installation): UpdateFile['format'] {
  if (platform === 'darwin') return 'dmg';
  if (platform === 'win32') return 'exe';
  if (env['APPIMAGE']) return 'AppImage';
  return exists('/usr/bin/dpkg') ? 'deb' : 'rpm';
}
