import { describeVerificationStore } from '../conformance.ts';
import { freshSqliteStore } from './sqlite-factory.ts';

describeVerificationStore('SQLite', freshSqliteStore);
