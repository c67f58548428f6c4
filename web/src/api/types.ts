/** What the gateway grants for one call. The token is used once and stays in memory. */
export interface CallGrant {
  callId: string;
  room: string;
  url: string;
  token: string;
  region: string;
}

export interface Persona {
  id: string;
  title: string;
  description: string;
}

export interface CallRequest {
  persona?: string;
  locale?: string;
}
