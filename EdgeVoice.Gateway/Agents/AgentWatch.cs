using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;

namespace EdgeVoice.Gateway.Agents;

/// <summary>Follows one agent by the lines it writes. It is dead when they end, or when none comes for two seconds.</summary>
internal sealed partial class AgentWatch(Uri address, AgentPool pool, IHttpClientFactory clients, TimeProvider time, ILogger logger)
{
    /// <summary>Agents write twice a second at least.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(250);

    // Some hundred bytes per call.
    private const int MaxLine = 4 * 1024 * 1024;

    private readonly string _name = address.GetLeftPart(UriPartial.Authority);
    private bool _isAlive;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
            try
            {
                silence.CancelAfter(Silence);
                await FollowAsync(silence);
                Died("it ended its watch");
            }
            catch (OperationCanceledException)
            {
                Died("it was silent");
            }
            // Whatever it is: a watch that ends sees neither a dead agent nor one that comes back.
            catch (Exception exception)
            {
                Died(exception.Message);
            }

            await Task.Delay(s_retryDelay, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(CancellationTokenSource silence)
    {
        using var client = clients.CreateClient(HttpClientNames.AgentWatch);
        var watch = new Uri(address.AbsoluteUri.TrimEnd('/') + "/status/watch");
        using var response = await client.GetAsync(watch, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(silence.Token));
        try
        {
            while (await ReadLinesAsync(reader, silence))
            {
                silence.CancelAfter(Silence);
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private async Task<bool> ReadLinesAsync(PipeReader reader, CancellationTokenSource silence)
    {
        var read = await reader.ReadAsync(silence.Token);
        var buffer = read.Buffer;
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            if (line.Length > 1)
            {
                Accept(AgentStatus.Parse(line.ToArray()));
            }

            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }

        if (buffer.Length > MaxLine)
        {
            throw new JsonException("status: the line does not end.");
        }

        reader.AdvanceTo(buffer.Start, buffer.End);
        return !read.IsCompleted;
    }

    private void Accept(AgentStatus status)
    {
        pool.Update(_name, status);
        if (!_isAlive)
        {
            _isAlive = true;
            LogAlive(logger, _name, status.Slots);
        }
    }

    private void Died(string why)
    {
        pool.Lost(_name);
        if (_isAlive)
        {
            _isAlive = false;
            LogDied(logger, _name, why);
        }
    }

    [LoggerMessage(EventId = 50, Level = LogLevel.Information, Message = "Agent {Address} is there with {Slots} slots")]
    private static partial void LogAlive(ILogger logger, string address, int slots);

    [LoggerMessage(EventId = 51, Level = LogLevel.Warning, Message = "Agent {Address} is gone: {Why}")]
    private static partial void LogDied(ILogger logger, string address, string why);
}
