using System.Net.WebSockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVoice.RealtimeEmulator.Conversations;
using EdgeVoice.RealtimeEmulator.Faults;
using EdgeVoice.RealtimeEmulator.Protocol;
using EdgeVoice.RealtimeEmulator.Responses;
using EdgeVoice.RealtimeEmulator.Scenarios;
using EdgeVoice.RealtimeEmulator.Scripts;

namespace EdgeVoice.RealtimeEmulator.Sessions;

/// <summary>
/// One client's session. Everything in it changes under <see cref="Gate"/>; sending only enqueues, so the gate is never
/// held across a wait.
/// </summary>
internal sealed class RealtimeSession : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CancellationTokenSource _ended = new();
    private readonly SessionServices _services;
    private readonly Outbox _outbox;
    private readonly Action _abort;

    public RealtimeSession(SessionServices services, WebSocket socket, string model, int number, Action abort)
    {
        _services = services;
        _abort = abort;
        Random = services.Options.Seed is { } seed ? new Random(unchecked((seed * 397) + number)) : new Random();
        Ids = new IdSource(Random);
        Id = Ids.Next("sess");
        StartedAt = services.Time.GetUtcNow();
        Config = new SessionConfiguration(Id, model, StartedAt + services.Options.SessionLifetime);
        Conversation = new Conversation(Ids.Next("conv"));
        _outbox = new Outbox(socket, services.Options.OutboundLimitBytes, () => Abort("slow_reader"));
        Faults = new SessionFaults(this);
        Script = new SessionScript(this);
        Input = new InputAudio(this);
        Responses = new ResponseEngine(this, services);
    }

    public Lock Gate { get; } = new();

    public string Id { get; }

    public DateTimeOffset StartedAt { get; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int TranscriptWithinMs => _services.Options.TranscriptWithinMs;

    public SessionConfiguration Config { get; }

    public Conversation Conversation { get; }

    public InputAudio Input { get; }

    public ResponseEngine Responses { get; }

    public SessionFaults Faults { get; }

    public SessionScript Script { get; }

    public SessionJournal Journal { get; } = new();

    public IdSource Ids { get; }

    /// <summary>Seeded; used under the gate only.</summary>
    public Random Random { get; }

    public TimeProvider Time => _services.Time;

    public CancellationToken Ended => _ended.Token;

    public Scenario Scenario => _services.Scenarios.For(Config.Instructions);

    public string Voice => Config.VoiceChosen ? Config.Voice : Scenario.Voice;

    public Task SendAsync(CancellationToken cancellationToken) => _outbox.RunAsync(cancellationToken);

    public void Open()
    {
        After(_services.Options.SessionLifetime, Expire);
        Emit(ServerEventTypes.SessionCreated, ("session", Config.ToJson()));
        Faults.Reach();
    }

    public void Expire()
    {
        var minutes = (int)Math.Round(_services.Options.SessionLifetime.TotalMinutes);
        EmitError(new(ErrorCodes.SessionExpired, $"Your session hit the maximum duration of {minutes} minutes."), null);
        Close(WebSocketCloseStatus.EndpointUnavailable, ErrorCodes.SessionExpired);
    }

    public void Emit(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var message = new JsonObject { ["type"] = type, ["event_id"] = Ids.Next("event") };
        foreach (var (name, value) in fields)
        {
            message[name] = value;
        }

        Journal.Note(Time.GetUtcNow(), fromClient: false, type);
        _outbox.Send(JsonSerializer.SerializeToUtf8Bytes(message, s_json));
    }

    public void EmitRaw(byte[] message) => _outbox.Send(message);

    public void EmitError(RealtimeException error, string? clientEventId) => Emit(ServerEventTypes.Error, ("error", new JsonObject
    {
        ["type"] = error.Type,
        ["code"] = error.Code,
        ["message"] = error.Message,
        ["param"] = error.Param,
        ["event_id"] = clientEventId,
    }));

    /// <summary>Speaks the scenario's texts beforehand with the voice that is now in force.</summary>
    public void WarmSpeech() => _services.Speech.Warm(Scenario, Voice, Config.Speed);

    /// <summary>Runs the action under the gate after the delay, unless the session has ended.</summary>
    public void After(TimeSpan delay, Action action) => _ = AfterAsync(delay, action);

    public void Close(WebSocketCloseStatus status, string reason)
    {
        Journal.EndReason ??= reason;
        _outbox.Close(status, reason);
    }

    /// <summary>Cuts the TCP connection; the client sees an abnormal closure (1006).</summary>
    public void Abort(string reason)
    {
        Journal.EndReason ??= reason;
        _abort();
    }

    public void End()
    {
        lock (Gate)
        {
            EndedAt ??= Time.GetUtcNow();
            Journal.EndReason ??= "client_closed";
        }

        _ended.Cancel();
    }

    public void Dispose() => _ended.Dispose();

    private async Task AfterAsync(TimeSpan delay, Action action)
    {
        try
        {
            // Yields even when nothing is left to wait for: the caller holds the gate and is in the middle of something.
            await Task.Delay(delay, Time, Ended).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (Gate)
        {
            if (!Ended.IsCancellationRequested)
            {
                action();
            }
        }
    }
}
