/** Cuts callers off while agents stay connected: media is lost, signalling stands still, nothing is closed. */
export class Partition {
  isOn = false;
  #watchers = new Set();

  set(on) {
    if (this.isOn === on) return;
    this.isOn = on;
    for (const watcher of [...this.#watchers]) watcher(on);
  }

  /** @param {(on: boolean) => void} watcher @returns {() => void} ends it */
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** @returns {Promise<void>} at once, or when the partition is over */
  passed() {
    if (!this.isOn) return Promise.resolve();
    return new Promise((resolve) => {
      const end = this.watch(() => {
        end();
        resolve();
      });
    });
  }
}
