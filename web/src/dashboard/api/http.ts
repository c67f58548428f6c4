import { answered, reading, unanswered } from "./connection";

/** An answer that is not the one that was asked for, in words a reader can act on. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** An answer, and whether the dashboard was still reading what it kept from its last run: then it is made of the newest only. */
export interface Answer<T> {
  value: T;
  partial: boolean;
}

const partialHeader = "Dashboard-Partial";
const loadingHeader = "Dashboard-Loading";

export async function getJson<T>(url: string, signal?: AbortSignal): Promise<Answer<T>> {
  const response = await request(url, { headers: { accept: "application/json", [partialHeader]: "yes" }, signal: signal ?? null });
  return { value: (await response.json()) as T, partial: response.headers.has(loadingHeader) };
}

export async function send<T>(url: string, init: RequestInit): Promise<T | undefined> {
  const response = await request(url, init);
  const text = await response.text();
  return text ? (JSON.parse(text) as T) : undefined;
}

export async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...init });
  } catch (error) {
    if (init.signal?.aborted) {
      throw error;
    }

    unanswered("no answer");
    throw new ApiError("The dashboard does not answer. It may have been stopped; this page tries again by itself.", 0);
  }

  if (response.status >= 502 && response.status <= 504) {
    unanswered(`answer ${response.status}`);
  } else {
    const percent = response.headers.get(loadingHeader);
    answered();
    reading(percent === null ? undefined : Number(percent));
  }

  if (response.status === 401) {
    location.assign(`/login?returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
  }

  if (!response.ok) {
    throw new ApiError(await problem(response), response.status);
  }

  return response;
}

/** The words of a problem document (RFC 9457), field by field when it names fields. */
export async function problem(response: Response): Promise<string> {
  const fallback = `The dashboard answered ${response.status} ${response.statusText}`.trim();
  try {
    const body = (await response.json()) as { title?: string; detail?: string; errors?: Record<string, string[]> };
    const fields = Object.entries(body.errors ?? {}).map(([field, texts]) => `${field}: ${texts.join(" ")}`);
    return fields.length > 0 ? fields.join(" ") : (body.detail ?? body.title ?? fallback);
  } catch {
    return fallback;
  }
}
