import type { ComponentChildren } from "preact";

export function Loading({ what, rows = 6 }: { what: string; rows?: number }) {
  return (
    <div class="skeleton" role="status" data-testid="loading">
      <p class="visually-hidden">Loading {what}</p>
      {Array.from({ length: rows }, (_, index) => <span key={index} />)}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state-panel" data-testid="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Failure({ title, error, retry }: { title: string; error: Error; retry?: (() => void) | undefined }) {
  return (
    <div class="state-panel state-panel-bad" role="alert" data-testid="failure">
      <h2>{title}</h2>
      <p>{error.message}</p>
      {retry && <button type="button" class="button" onClick={retry}>Try again</button>}
    </div>
  );
}
