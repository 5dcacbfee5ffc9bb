/**
 * A reader whose every fault says that the store could not be asked. Whatever goes wrong underneath (file gone, damaged, replaced,
 * locked), a verification must answer 503 and never an outcome of the key.
 */
import { errorFacts } from '../../src-shared/error/error-codes.ts';
import { KeywrightError } from '../../src-shared/error/keywright-error.ts';
import type { StoreReader, VerificationReader } from '../store/verification-store.ts';

type Asked = Pick<VerificationReader, 'changeMark' | 'readFeed' | 'readVersion'>;
type Read = Pick<StoreReader, 'readFeed' | 'readVersion'>;

/** Throws codes of HTTP status 503 only; store/unavailable where the fault had another. */
export function askedReader(reader: Asked): Asked {
  return {
    ...askedReads(reader),
    changeMark() {
      try {
        return reader.changeMark();
      } catch (error) {
        throw cannotAsk(error);
      }
    },
  };
}

/** The same for a reader without a change mark; what it adds to an answer stays. */
export function askedReads<Reader extends Read>(reader: Reader): Pick<Reader, keyof Read> {
  const reads: Read = {
    async readFeed(afterSeq, limit) {
      try {
        return await reader.readFeed(afterSeq, limit);
      } catch (error) {
        throw cannotAsk(error);
      }
    },
    async readVersion(versionId) {
      try {
        return await reader.readVersion(versionId);
      } catch (error) {
        throw cannotAsk(error);
      }
    },
  };
  return reads;
}

function cannotAsk(error: unknown): KeywrightError {
  if (error instanceof KeywrightError && errorFacts(error.code).http === 503) return error;
  return new KeywrightError('store/unavailable', 'The verification store cannot be asked', {
    cause: error,
  });
}
