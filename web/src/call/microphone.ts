import { createLocalAudioTrack, type LocalAudioTrack, MediaDeviceFailure } from "livekit-client";
import { type CallError, CallFailure } from "./CallError";

/** Opens the microphone for speech; throws CallFailure when there is none, it is in use or the caller says no. */
export async function openMicrophone(): Promise<LocalAudioTrack> {
  // Browsers hide the media devices from pages that were not loaded securely.
  if (!window.isSecureContext || !navigator.mediaDevices) {
    throw new CallFailure({ code: "insecure" });
  }
  try {
    return await createLocalAudioTrack({ echoCancellation: true, noiseSuppression: true, autoGainControl: true });
  } catch (error) {
    throw new CallFailure(microphoneError(error));
  }
}

export function microphoneError(error: unknown): CallError {
  switch (MediaDeviceFailure.getFailure(error)) {
    case MediaDeviceFailure.PermissionDenied:
      return { code: "mic-denied" };
    case MediaDeviceFailure.NotFound:
      return { code: "mic-missing" };
    case MediaDeviceFailure.DeviceInUse:
      return { code: "mic-missing", detail: "The microphone is there, but another program is using it." };
    default:
      return { code: "failed", detail: "The microphone could not be opened." };
  }
}
