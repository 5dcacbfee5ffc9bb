import '../design/base.css';
import './gallery-page.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { words } from '../words/set-up-words.ts';
import { FramedState } from './framed-state.tsx';
import { Gallery } from './gallery.tsx';
import { readAddress } from './gallery-address.ts';
import { standInForBridge } from './gallery-bridge.ts';
import { writeShownRules } from './shown-states.ts';

standInForBridge();
const { theme, framed } = readAddress(window.location.search);
document.documentElement.dataset['theme'] = theme === 'all' ? 'light' : theme;
document.documentElement.dataset['page'] = framed === null ? 'gallery' : 'frame';
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(
  <I18nextProvider i18n={words}>
    {framed === null ? <Gallery theme={theme} /> : <FramedState name={framed} />}
  </I18nextProvider>,
);
window.addEventListener('load', writeShownRules);
