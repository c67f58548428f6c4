using EdgeVoice.Agent.Calls.Generations;
using EdgeVoice.Agent.Calls.Journal;
using EdgeVoice.ServiceDefaults.Readiness;

namespace EdgeVoice.Agent.Calls.Resume;

/// <summary>Keeps this agent ready to go on with a call of another region.</summary>
internal sealed class ResumeReadiness(GenerationStore generations, JournalStore journal, TimeProvider time) : DatabaseReadiness(time)
{
    /// <summary>Connections kept open: two calls that arrive at the same moment, each asking fence and history at once.</summary>
    public const int Connections = 4;

    // All at once, so that each takes a connection of its own.
    protected override Task AskAsync(CancellationToken cancellationToken) => Task.WhenAll(
        generations.TakeAsync([], cancellationToken),
        ReadHistoryAsync(cancellationToken),
        generations.TakeAsync([], cancellationToken),
        ReadHistoryAsync(cancellationToken));

    private async Task ReadHistoryAsync(CancellationToken cancellationToken)
    {
        await generations.OfAsync("", cancellationToken).ConfigureAwait(false);
        await journal.LoadAsync("", cancellationToken).ConfigureAwait(false);
    }
}
