/** How each platform's clipboard managers are told that a copy is a secret: neither kept in a history nor synced. */

const HINT = (format: string): string => `electron application/osclipboard;format="${format}"`;

/** Formats beside the text, with their contents. */
export function noHistoryMarks(platform: string): Readonly<Record<string, string>> {
  if (platform === 'darwin') return { [HINT('org.nspasteboard.ConcealedType')]: '' };
  if (platform === 'win32') {
    return {
      [HINT('ExcludeClipboardContentFromMonitorProcessing')]: '1',
      [HINT('CanIncludeInClipboardHistory')]: '\0\0\0\0',
      [HINT('CanUploadToCloudClipboard')]: '\0\0\0\0',
    };
  }
  return { [HINT('x-kde-passwordManagerHint')]: 'secret' };
}
