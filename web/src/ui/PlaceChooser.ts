interface Place {
  id: string;
  city: string;
  country: string;
}

const COOKIE = "edgevoice-place";
const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Where the caller pretends to be, for an emulated edge only: it marks its pages with a cookie, and reads the choice from it.
 * Cloudflare itself sets no such cookie, so nothing is asked there.
 */
export async function offerPlaces(page: Document, request: typeof fetch = fetch): Promise<void> {
  if (!page.cookie.split("; ").some((cookie) => cookie.startsWith(`${COOKIE}=`))) return;
  const response = await request("/cdn-cgi/edgevoice/places", { cache: "no-store" }).catch(() => undefined);
  if (!response?.ok) return;
  const { current, places } = (await response.json()) as { current: string; places: Place[] };

  const select = page.createElement("select");
  for (const { id, city, country } of places) select.add(new Option(`${city}, ${country}`, id, false, id === current));
  select.dataset.testid = "place";
  select.addEventListener("change", () => {
    page.cookie = `${COOKIE}=${select.value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  });
  const label = page.createElement("label");
  label.className = "place";
  label.append("Calling from ", select);
  page.querySelector(".masthead")?.append(label);
}
