/** What the app does to a page, without asking it. */
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { NativeImage } from '../desktop/native-image.ts';
import { nativeTheme } from '../desktop/native-theme.ts';

/** Rejects with the page's own words where the code throws. */
export async function runInPage(
  page: CdpSession,
  expression: string,
  userGesture: boolean,
): Promise<unknown> {
  const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
    expression,
    userGesture,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails === undefined) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}

export function styleSheetCode(css: string): string {
  const text = JSON.stringify(css);
  return `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(${text}); document.adoptedStyleSheets.push(sheet); }`;
}

export async function capturePage(page: CdpSession): Promise<NativeImage> {
  const { data } = await page.send('Page.captureScreenshot', { format: 'png' });
  return new NativeImage(Buffer.from(data, 'base64'));
}

export function applyTheme(page: CdpSession): Promise<unknown> {
  const value = nativeTheme.themeSource === 'system' ? '' : nativeTheme.themeSource;
  const features = [{ name: 'prefers-color-scheme', value }];
  return page.send('Emulation.setEmulatedMedia', { features }).catch(() => undefined);
}
