/** For who comes without a token: where it is to be found, and a field for it. */
export function LoginPage({ query }: { query: URLSearchParams }) {
  const refused = query.get("refused") !== null || query.get("error") !== null;
  return (
    <main class="login" id="main">
      <form class="card login-card" method="get" action="/login">
        <p class="wordmark">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4M9 6v12M14 3v18M19 9v6" /></svg>
          EdgeVoice
        </p>
        <h1>Log in to the dashboard</h1>
        {refused && (
          <p class="login-refused" role="alert" data-testid="refused">
            This token is not valid. It changes each time the dashboard starts, unless one was set.
          </p>
        )}
        <p>The dashboard shows calls, so it wants to know that you may see them. In the terminal in which EdgeVoice was started stands a line like this:</p>
        <pre>Dashboard  http://127.0.0.1:18888/login?t=…</pre>
        <p>Open that address, or paste what follows <code>t=</code> here.</p>
        <div class="field">
          <label for="token">Token</label>
          <input id="token" name="t" class="input" type="password" autocomplete="off" required />
        </div>
        <input type="hidden" name="returnUrl" value={query.get("returnUrl") ?? "/"} />
        <div class="actions"><button type="submit" class="button button-main">Log in</button></div>
      </form>
    </main>
  );
}
