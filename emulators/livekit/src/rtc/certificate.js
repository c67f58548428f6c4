import { RTCDtlsTransport } from "werift";

/** One self-signed ECDSA P-256 certificate per process. */
export const localCertificate = () => RTCDtlsTransport.SetupCertificate();
