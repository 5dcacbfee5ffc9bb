import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../postgres/test-database.ts';
import { describeVerificationStore } from '../conformance.ts';
import { freshPostgresStore, takeOverClock } from './postgres-factory.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await takeOverClock(database);
});
afterAll(() => database.drop());

describeVerificationStore('PostgreSQL', () => freshPostgresStore(database), 1 / 3);
