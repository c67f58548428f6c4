using System.Diagnostics;
using EdgeVoice.Bench.Hosting;
using EdgeVoice.Dashboard;

namespace EdgeVoice.Bench.Dashboard;

/// <summary>The dashboard as its users start it: a process of its own, nothing compiled, nothing cached.</summary>
internal static class DashboardProcess
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);

    /// <summary>Starts it over the files in <paramref name="folder"/>, asks for turns until it answers, and ends it.</summary>
    /// <returns>From the start of the process to the answer.</returns>
    /// <exception cref="BenchException">It ended, or did not answer within a minute.</exception>
    public static async Task<TimeSpan> TimeToAnswerAsync(string folder, CancellationToken cancellationToken)
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
            while (!await AnswersAsync(client, cancellationToken).ConfigureAwait(false))
            {
                if (process.HasExited || watch.Elapsed > s_limit)
                {
                    throw new BenchException($"The dashboard did not answer: {(process.HasExited ? await errors.ConfigureAwait(false) : "")}");
                }

                await Task.Delay(s_poll, cancellationToken).ConfigureAwait(false);
            }

            return watch.Elapsed;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetByteArrayAsync(new Uri("/api/turns?limit=10", UriKind.Relative), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            return false;
        }
    }
}
