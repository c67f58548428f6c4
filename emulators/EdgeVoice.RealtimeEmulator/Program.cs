using EdgeVoice.RealtimeEmulator;

await RealtimeEmulatorApp.Build(args, _ => { }).RunAsync();
