const heading = document.querySelector('h1');
const status = document.querySelector('[role=status]');
if (location.hash === '#settings') heading.textContent = 'Settings';
document.querySelector('#open').addEventListener('click', () => window.fixture.openSettings());
window.fixture.onLock((isLocked) => {
  status.textContent = isLocked ? 'Locked' : 'Unlocked';
});
document.querySelector('#answer').textContent = await window.fixture.call('greet', 'window');
