using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeVoice.Dashboard.Audio;
using EdgeVoice.Dashboard.Storage;
using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Api;

/// <summary>Server-sent events: what changed, for pages that show it live.</summary>
internal sealed class EventsApi(TelemetryStore store, AudioStore audio, ChangeFeed feed, TurnQueries turns, CounterReport counters)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/events", context =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.ServerSentEvents(StreamAsync(context.RequestAborted)).ExecuteAsync(context);
    });

    private async IAsyncEnumerable<SseItem<string>> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return Item("counters", counters.Take());
        await foreach (var change in feed.FollowAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change is not null)
            {
                var snapshot = turns.Take();
                foreach (var turn in feed.Read(change))
                {
                    yield return Item("turn", snapshot.Show(turn));
                }

                foreach (var row in Rows(change))
                {
                    yield return Item("session", row);
                }
            }

            yield return Item("counters", counters.Take());
        }
    }

    private SessionRow[] Rows(StoreChange change) => store.Read(view => change.Sessions.Select(view.Sessions.Find).OfType<SessionRecord>().Select(session => session.Row(audio.Has(session.Id))).ToArray());

    private static SseItem<string> Item<T>(string type, T data) => new(JsonSerializer.Serialize(data, ApiJson.Options), type);
}
