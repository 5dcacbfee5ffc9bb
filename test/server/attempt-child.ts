/** One of several client processes: verifies the token of stdin so many times, and prints how often it was valid. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

const [url = '', count = '0'] = process.argv.slice(2);
const body = JSON.stringify({ token: (await text(process.stdin)).trim() });
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

function attempt(): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(`${url}/v1/verify`, { method: 'POST', agent, headers }, (response) => {
      text(response).then(
        (answer) => resolve((JSON.parse(answer) as { outcome: string }).outcome),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

let valid = 0;
let left = Number(count);
async function client(): Promise<void> {
  while (left > 0) {
    left -= 1;
    if ((await attempt()) === 'valid') valid += 1;
  }
}
await Promise.all([client(), client(), client(), client()]);
process.stdout.write(`${valid}\n`);
agent.destroy();
