import { AudioTrackFeature, TrackInfo } from "@livekit/protocol";

/** The fmtp line a track is received and sent with. @param {TrackInfo | undefined} track */
export function opusFmtp(track) {
  const features = track?.audioFeatures ?? [];
  const parts = ["minptime=10", "useinbandfec=1"];
  if (!features.includes(AudioTrackFeature.TF_NO_DTX) && !track?.disableDtx) parts.push("usedtx=1");
  if (features.includes(AudioTrackFeature.TF_STEREO) || track?.stereo) parts.push("stereo=1", "maxaveragebitrate=510000");
  return parts.join(";");
}
