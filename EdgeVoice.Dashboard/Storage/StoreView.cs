using EdgeVoice.Dashboard.Turns;

namespace EdgeVoice.Dashboard.Storage;

/// <summary>What a query may look at while it holds the store's lock.</summary>
internal readonly record struct StoreView(TraceStore Traces, SessionBook Sessions);
