import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { BrowserGoneError, CdpConnection } from '../chromium/cdp-connection.ts';
import { splitFrames } from '../chromium/split-frames.ts';

function connect() {
  const input = new PassThrough();
  const output = new PassThrough();
  const sent: Record<string, unknown>[] = [];
  output.on(
    'data',
    splitFrames((text) => sent.push(JSON.parse(text) as Record<string, unknown>)),
  );
  const connection = new CdpConnection(input, output);
  const say = (message: object) => input.write(`${JSON.stringify(message)}\0`);
  return { connection, input, sent, say };
}

describe('splitFrames', () => {
  it('gives each text once it is whole, wherever the chunks are cut', () => {
    const bytes = Buffer.from('één\0zwei\0');
    for (let cut = 0; cut <= bytes.length; cut++) {
      const frames: string[] = [];
      const take = splitFrames((text) => frames.push(text));
      take(bytes.subarray(0, cut));
      take(bytes.subarray(cut));
      expect(frames).toEqual(['één', 'zwei']);
    }
  });
});

describe('CdpConnection', () => {
  it('matches answers to commands, whatever their order', async () => {
    const { connection, say } = connect();
    const first = connection.browser.send('Browser.getVersion');
    const second = connection.browser.send('Target.getTargets');
    say({ id: 2, result: { targetInfos: [] } });
    say({ id: 1, result: { product: 'Chrome/1' } });
    expect(await second).toEqual({ targetInfos: [] });
    expect(await first).toEqual({ product: 'Chrome/1' });
  });

  it('rejects a refused command with its name and the reason', async () => {
    const { connection, say } = connect();
    const refused = connection.browser.send('Browser.getVersion');
    say({ id: 1, error: { message: 'no' } });
    await expect(refused).rejects.toThrow('Browser.getVersion: no');
  });

  it('delivers an event to its own session only', async () => {
    const { connection, say, sent } = connect();
    const heard: string[] = [];
    connection.browser.on('Page.domContentEventFired', () => heard.push('browser'));
    const session = connection.session('s1');
    session.on('Page.domContentEventFired', () => heard.push('s1'));
    const answered = session.send('Page.enable');
    say({ method: 'Page.domContentEventFired', params: {}, sessionId: 's1' });
    say({ method: 'Page.domContentEventFired', params: {}, sessionId: 's2' });
    say({ id: 1, result: {}, sessionId: 's1' });
    await answered;
    expect(heard).toEqual(['s1']);
    expect(sent[0]).toMatchObject({ method: 'Page.enable', sessionId: 's1' });
  });

  it('rejects what is waited for when the browser goes', async () => {
    const { connection, input } = connect();
    const waiting = connection.browser.send('Browser.getVersion');
    input.destroy();
    await expect(waiting).rejects.toBeInstanceOf(BrowserGoneError);
    await connection.closed;
  });
});
