namespace EdgeVoice.Bench.Dashboard;

/// <param name="Newest">From the start of the process to the page and the newest turns.</param>
/// <param name="Complete">To an answer that is made of all that was kept.</param>
internal sealed record StartTimes(TimeSpan Newest, TimeSpan Complete);
