/** Tells the title of the document, first when it is parsed, then whenever it changes. Injected by its source text. */
export function titleWatch(tell: (title: string) => void): void {
  let told = '';
  const look = () => {
    if (document.title === told) return;
    told = document.title;
    tell(told);
  };
  document.addEventListener('DOMContentLoaded', () => {
    look();
    const observer = new MutationObserver(look);
    observer.observe(document.head, { childList: true });
    const title = document.querySelector('title');
    if (title !== null) {
      observer.observe(title, { childList: true, characterData: true, subtree: true });
    }
  });
}
