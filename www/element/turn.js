// Long work is done in turns, so that the page can paint and react in between.

/** Waits for the next turn. A timer would do, but in a tab that nobody looks at it waits for a second. */
export function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
