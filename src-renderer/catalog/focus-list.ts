/** Puts the focus on the list, from the search field and from a detail that closes. */
export function focusList(): void {
  document.getElementById('catalog-list')?.focus();
}
