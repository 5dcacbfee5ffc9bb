import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const field = createElement('input', { autoFocus: true });
createRoot(document.getElementById('root')).render(createElement('label', null, 'Empty', field));
