// Runs in the page before its own scripts: hears what the page plays, counts peer connections and notes what the
// Content-Security-Policy refused.
(() => {
  const probe = { peers: 0, violations: [], heard: [] };
  window.edgeVoiceProbe = probe;

  document.addEventListener("securitypolicyviolation", (event) => probe.violations.push(`${event.violatedDirective} ${event.blockedURI}`));

  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...args) {
      super(...args);
      probe.peers++;
    }
  };

  // Every block of samples that the element is given, as [ms of the page's clock, length in ms, RMS with 1 as full scale].
  async function listen(track) {
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
      const samples = new Float32Array(value.numberOfFrames);
      value.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      probe.heard.push([performance.now(), value.duration / 1000, rms]);
      value.close();
    }
  }

  const known = new WeakSet();
  setInterval(() => {
    const track = document.querySelector("[data-testid=agent-audio]")?.srcObject?.getAudioTracks()[0];
    if (track && !known.has(track)) {
      known.add(track);
      void listen(track);
    }
  }, 20);
})();
