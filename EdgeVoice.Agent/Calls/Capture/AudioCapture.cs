using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Agent.Calls.Capture;

/// <summary>
/// Sends recorded audio to whoever keeps it, when told to. Lossy: what cannot be sent in time is forgotten, the oldest first; a call
/// never waits for its recording.
/// </summary>
internal sealed partial class AudioCapture : BackgroundService
{
    // Two hundred seconds of audio, 5 MB: what a restart of the dashboard may cost.
    private const int QueuedChunks = 200;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    private readonly Channel<AudioChunk> _chunks = Channel.CreateBounded<AudioChunk>(new BoundedChannelOptions(QueuedChunks) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly AudioCaptureOptions _options;
    private readonly HttpClient _client;
    private readonly ILogger _logger;

    public AudioCapture(IOptions<AudioCaptureOptions> options, HttpClient client, ILogger<AudioCapture> logger)
    {
        _options = options.Value;
        _client = client;
        _client.Timeout = s_timeout;
        _logger = logger;
    }

    /// <summary>Records the call until disposed; null when nothing is recorded.</summary>
    public CallRecorder? Record(string callId, CallClock clock) => _options.Endpoint is null ? null : new CallRecorder(callId, clock, chunk => _chunks.Writer.TryWrite(chunk));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Endpoint is null)
        {
            return;
        }

        var failing = false;
        try
        {
            await foreach (var chunk in _chunks.Reader.ReadAllAsync(stoppingToken).ConfigureAwait(false))
            {
                var reason = await SendAsync(chunk, stoppingToken).ConfigureAwait(false);
                if (reason is not null && !failing)
                {
                    LogLost(_logger, reason);
                }

                failing = reason is not null;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task<string?> SendAsync(AudioChunk chunk, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/v1/audio?session={Uri.EscapeDataString(chunk.CallId)}&lane={chunk.Lane}&start={chunk.StartNs}");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Endpoint!, query)) { Content = new ByteArrayContent(chunk.Samples) };
        if (_options.ApiKey.Length > 0)
        {
            request.Headers.Add("x-otlp-api-key", _options.ApiKey);
        }

        try
        {
            using var answer = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : $"HTTP {(int)answer.StatusCode}";
        }
        // Whatever it is: it would end the agent, and with it its calls.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return exception.Message;
        }
    }

    [LoggerMessage(EventName = "RecordingLost", Level = LogLevel.Warning, Message = "Recorded audio is being lost: {Reason}")]
    private static partial void LogLost(ILogger logger, string reason);
}
