// What the page's own address carries for us, if the page has given us a key there.

/** Takes the share code out of the fragment. All else in the fragment is the page's and stays. */
export function takeCode(key) {
  if (!key) return undefined;
  const parts = location.hash.slice(1).split('&');
  const own = parts.findIndex((part) => part.startsWith(`${key}=`));
  if (own < 0) return undefined;
  const [part] = parts.splice(own, 1);
  const rest = parts.join('&');
  try {
    history.replaceState(history.state, '', rest ? `#${rest}` : location.pathname + location.search);
  } catch {
    // A page in a sandbox may not touch its address; then the code stays in it.
  }
  return part.slice(key.length + 1);
}
