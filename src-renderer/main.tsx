import './design/base.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { followDecisions } from './state/decisions.ts';
import { followMain } from './state/session.ts';
import { applyTheme } from './theme.ts';
import { words } from './words/set-up-words.ts';

applyTheme('system');
followMain();
followDecisions();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(
  <I18nextProvider i18n={words}>
    <App />
  </I18nextProvider>,
);
