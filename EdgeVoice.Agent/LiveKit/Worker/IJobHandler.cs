namespace EdgeVoice.Agent.LiveKit.Worker;

/// <summary>Serves a job from joining the room to leaving it.</summary>
internal interface IJobHandler
{
    /// <summary>Who the agent is in the room; null when any name of its own will do.</summary>
    /// <param name="room">The room's name.</param>
    /// <param name="metadata">The metadata of the dispatch, whatever it holds.</param>
    string? Identity(string room, string metadata) => null;

    /// <summary>The drain limit has passed: end the calls in a way that lets them go on elsewhere. Must not block.</summary>
    /// <returns>How long that may take.</returns>
    TimeSpan HandOver() => TimeSpan.Zero;

    /// <summary>Returns when the call is over; an exception reports the job as failed.</summary>
    /// <param name="job">The room to serve.</param>
    /// <param name="stop">The server ended the job, or the drain limit has passed: end the call now.</param>
    Task RunAsync(AgentJob job, CancellationToken stop);
}
