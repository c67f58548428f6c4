using System.Diagnostics;
using System.Text.Json;
using EdgeVoice.Bench.Hosting;
using EdgeVoice.Dashboard;
using EdgeVoice.Dashboard.Api;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>The dashboard as its users start it: a process of its own, nothing compiled, nothing cached.</summary>
internal static class DashboardProcess
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);

    // Turns in order of time; a page takes what is there already.
    private const string Turns = "/api/turns?limit=10&sort=time";

    /// <summary>Starts it over the files in <paramref name="folder"/>, asks as a page does until it shows turns, and ends it.</summary>
    /// <param name="newest">The call that the first of the newest turns must belong to; null when there are none.</param>
    /// <exception cref="BenchException">It ended, did not answer within a minute, or showed other turns.</exception>
    public static async Task<StartTimes> TimeAsync(string folder, string? newest, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", ["exec", typeof(DashboardApp).Assembly.Location, .. BenchHost.Arguments(folder, $"http://127.0.0.1:{port}")]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        var watch = Stopwatch.StartNew();
        process.Start();
        try
        {
            _ = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            using var client = BenchHost.Client(new Uri($"http://127.0.0.1:{port}"));
            while (!await ShowsAsync(client, newest, cancellationToken).ConfigureAwait(false))
            {
                if (process.HasExited || watch.Elapsed > s_limit)
                {
                    throw new BenchException($"The dashboard did not answer: {(process.HasExited ? await errors.ConfigureAwait(false) : "")}");
                }

                await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
            }

            var shown = watch.Elapsed;
            // Without the header an answer waits for all of them.
            await client.GetByteArrayAsync(new Uri("/api/turns/summary", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return new StartTimes(shown, watch.Elapsed);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ShowsAsync(HttpClient client, string? newest, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetByteArrayAsync(new Uri("/turns", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri(Turns, UriKind.Relative)) { Headers = { { LoadingMiddleware.PartialHeader, "yes" } } };
            using var answer = await client.SendAsync(asked, cancellationToken).ConfigureAwait(false);
            using var turns = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            var shown = turns.RootElement.GetProperty("items").EnumerateArray().Select(turn => turn.GetProperty("sessionId").GetString()).FirstOrDefault();
            return shown == newest ? true : throw new BenchException($"The newest turn is of {newest}, and the page shows one of {shown}.");
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            return false;
        }
    }
}
