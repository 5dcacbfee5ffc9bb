/** The table of raw requests: what a browser page, another host's name or a second reader of the bytes could try. */
import { bodyCases, mediaTypeCases } from './body-cases.ts';
import { duplicateCases, framingCases } from './framing-cases.ts';
import { hostCases, optionsCases, pageCases, targetCases } from './origin-cases.ts';
import {
  type CaseInputs,
  goodRequests,
  type Header,
  type RawCase,
  withHeaders,
} from './raw-shape.ts';
import { routeCases, urlCases } from './route-cases.ts';

export function loopbackCases(inputs: CaseInputs): RawCase[] {
  const good = Object.entries(goodRequests(inputs));
  const host: Header = ['Host', `127.0.0.1:${inputs.port}`];
  return [
    ...good.flatMap(([name, shape]) => hostCases(name, shape, inputs.port)),
    ...good.flatMap(([name, shape]) => targetCases(name, shape, inputs.port)),
    ...good.flatMap(([name, shape]) => pageCases(name, withHeaders(shape, host), inputs)),
    ...good.flatMap(([name, shape]) => optionsCases(name, withHeaders(shape, host))),
    ...duplicateCases(inputs, host),
    ...framingCases(inputs, host),
    ...urlCases(inputs, host),
    ...mediaTypeCases(inputs, host),
    ...bodyCases(host),
    ...routeCases(inputs, host),
  ];
}
