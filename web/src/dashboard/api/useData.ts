import { useCallback, useEffect, useState } from "preact/hooks";
import { getJson } from "./http";

const partialMs = 500;

export interface Data<T> {
  value: T | undefined;
  error: Error | undefined;
  /** Nothing to show yet. */
  loading: boolean;
  /** What is shown answers an earlier question; the new answer is on its way. */
  busy: boolean;
  reload: () => void;
}

interface State<T> {
  url: string | undefined;
  value: T | undefined;
  error: Error | undefined;
}

const path = (url: string | undefined) => url?.split("?")[0];

/**
 * What an address answers, asked again every `everyMs`, and soon when it was made of a part. The last answer stays while it is asked again, when it cannot be
 * had, and while only the query changes; another path starts empty.
 */
export function useData<T>(url: string | undefined, everyMs?: number): Data<T> {
  const [state, setState] = useState<State<T>>({ url, value: undefined, error: undefined });
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (url === undefined) {
      return;
    }

    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let nextMs = everyMs;
    const ask = async () => {
      try {
        const { value, partial } = await getJson<T>(url, abort.signal);
        nextMs = partial ? partialMs : everyMs;
        setState({ url, value, error: undefined });
      } catch (error) {
        if (abort.signal.aborted) {
          return;
        }

        // As before: a part is asked for again until it is the whole.
        setState((last) => ({ url, value: path(last.url) === path(url) ? last.value : undefined, error: error as Error }));
      }

      if (nextMs !== undefined && !abort.signal.aborted) {
        // A page that nobody looks at asks less often.
        timer = setTimeout(() => void ask(), document.hidden ? nextMs * 5 : nextMs);
      }
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url, everyMs, round]);

  const reload = useCallback(() => setRound((value) => value + 1), []);
  const same = path(state.url) === path(url);
  const value = same ? state.value : undefined;
  const error = state.url === url ? state.error : undefined;
  return { value, error, loading: url !== undefined && value === undefined && error === undefined, busy: state.url !== url, reload };
}
