/**
 * The configuration of electron-builder for every target. A function of what differs between two builds; electron-builder checks the
 * result against its own schema. Fuses: docs/packaging.md, "Fuses".
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

export interface BuildChoices {
  /** The folder of this file. */
  readonly packaging: string;
  readonly stage: Stage;
  readonly output: string;
  readonly electronVersion: string;
  /** An unpacked Electron; null: electron-builder fetches it. */
  readonly electronDist: string | null;
  /** Leaves the debugger's fuse on, so that the specs can drive the package. Never for a release. */
  readonly isInspectable: boolean;
  /** deb and rpm name who made them; null for other targets. */
  readonly maker: { readonly name: string; readonly homepage: string } | null;
}

export function builderConfig(choices: BuildChoices) {
  const { packaging, stage, maker } = choices;
  const command = [`${join(packaging, 'linux/keywright')}=/usr/bin/keywright`];
  return {
    appId: 'dev.keywright.desktop',
    productName: 'Keywright',
    copyright: 'Keywright, MIT licence',
    directories: { app: stage.app, output: choices.output, buildResources: packaging },
    ...(maker === null ? {} : { extraMetadata: { homepage: maker.homepage } }),
    electronVersion: choices.electronVersion,
    ...(choices.electronDist === null ? {} : { electronDist: choices.electronDist }),
    electronLanguages: ['en-US'],
    // The modules are laid out by stage.ts; false keeps the builder from collecting or building any.
    beforeBuild: () => Promise.resolve(false),
    afterExtract: removeDefaultApp,
    // A pattern never reaches a `node_modules` at the top, a folder of its own does.
    files: ['**/*', { from: 'node_modules', to: 'node_modules' }],
    asar: true,
    asarUnpack: ['**/*.node'],
    extraResources: [
      { from: stage.cli, to: 'cli' },
      { from: join(stage.cli, 'node_modules'), to: 'cli/node_modules' },
      { from: stage.notices, to: 'THIRD-PARTY-NOTICES.txt' },
    ],
    electronFuses: fuses(choices.isInspectable),
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    protocols: [{ name: 'Keywright links', schemes: ['keywright'] }],
    publish: null,
    linux: linux(packaging, maker?.name ?? null),
    deb: {
      depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'libsecret-1-0'],
      recommends: ['gnome-keyring | kwalletmanager', 'libayatana-appindicator3-1', 'nodejs'],
      fpm: command,
    },
    rpm: {
      depends: ['gtk3', 'libnotify', 'nss', 'libXScrnSaver', 'libXtst', 'libsecret'],
      fpm: command,
    },
    mac: {
      target: ['dmg', 'zip'],
      category: 'public.app-category.developer-tools',
      icon: join(packaging, 'icon/keywright.icns'),
      hardenedRuntime: true,
      gatekeeperAssess: false,
      entitlements: join(packaging, 'mac/entitlements.plist'),
      entitlementsInherit: join(packaging, 'mac/entitlements.plist'),
    },
    win: { target: ['nsis'], icon: join(packaging, 'icon/keywright.ico') },
    // A person sees where it goes and may choose; no administrator is needed, and the vault stays when it is removed.
    nsis: {
      oneClick: false,
      perMachine: false,
      allowElevation: true,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
    },
  };
}

/** An unpacked Electron of one's own still has the app that it shows when it is started alone. */
async function removeDefaultApp({ appOutDir }: { readonly appOutDir: string }): Promise<void> {
  for (const resources of ['resources', 'Electron.app/Contents/Resources']) {
    await rm(join(appOutDir, resources, 'default_app.asar'), { force: true });
  }
}

function fuses(isInspectable: boolean) {
  return {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isInspectable,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  };
}

function linux(packaging: string, maker: string | null) {
  return {
    target: ['deb', 'AppImage', 'rpm'],
    // `keywright` is the terminal command.
    executableName: 'keywright-desktop',
    // The menu's entry is named as the window names itself (desktopName in stage.ts).
    syncDesktopName: true,
    icon: join(packaging, 'icon/linux'),
    category: 'Development;Security',
    synopsis: 'Runs a team’s API keys',
    ...(maker === null ? {} : { maintainer: maker, vendor: maker }),
    desktop: {
      entry: {
        Name: 'Keywright',
        Comment: 'Issue, rotate and revoke API keys',
        Keywords: 'api;key;secret;token;vault;rotation;',
        SingleMainWindow: 'true',
      },
    },
  };
}
