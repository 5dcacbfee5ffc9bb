import { describe, expect, it } from 'vitest';
import { PreferenceChanges } from '../../../src-renderer/state/preference-changes.ts';
import { defaultPreferences } from '../../../src-shared/desk/default-preferences.ts';

const main = (zoom: number) => ({ ...defaultPreferences, zoom });

describe('changes of preferences', () => {
  it('are kept through a late word about the change before', () => {
    const changes = new PreferenceChanges(main(1));
    const [first, second] = [{ zoom: 1.1 }, { zoom: 1.25 }];
    changes.begin(first);
    changes.begin(second);
    changes.hear(main(1.1));
    changes.end(first);
    expect(changes.now.zoom).toBe(1.25);
    changes.hear(main(1.25));
    changes.end(second);
    expect(changes.now.zoom).toBe(1.25);
  });

  it('are taken back where main refuses them', () => {
    const changes = new PreferenceChanges(main(1));
    const change = { zoom: 9 };
    changes.begin(change);
    expect(changes.now.zoom).toBe(9);
    changes.end(change);
    expect(changes.now.zoom).toBe(1);
  });

  it('leave what is changed elsewhere to main', () => {
    const changes = new PreferenceChanges(main(1));
    changes.begin({ zoom: 1.5 });
    changes.hear({ ...main(1), theme: 'dark' });
    expect(changes.now).toMatchObject({ zoom: 1.5, theme: 'dark' });
  });
});
