/** The peer: a bare Fastify that answers with the body it got. Serves until its parent lets go. */
import { fastify } from 'fastify';
import { reportUsage } from './report-usage.ts';

const app = fastify({ logger: false });
app.post('/v1/verify', (request, reply) => reply.send(request.body));
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.on('disconnect', () => void app.close().then(() => process.exit()));
reportUsage();
process.send?.({ url });
