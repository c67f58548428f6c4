using EdgeVoice.RealtimeEmulator;

await RealtimeEmulatorApp.RunAsync(args);
