/** What the build leaves beside the page of everything it contains (packaging/notices). */

export interface ThirdPartyNotice {
  readonly name: string;
  readonly version: string;
  /** As the package states it, such as `MIT`. */
  readonly licence: string;
  readonly text: string;
}

/** Null: the page does not come from a build, as under `npm run dev`. */
export async function readThirdPartyNotices(): Promise<readonly ThirdPartyNotice[] | null> {
  const answer = await fetch('./third-party-notices.json').catch(() => null);
  const isThere = answer?.headers.get('content-type')?.startsWith('application/json') === true;
  return isThere ? ((await answer.json()) as readonly ThirdPartyNotice[]) : null;
}
