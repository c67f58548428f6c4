using System.Text.Json.Serialization;

namespace EdgeVoice.Agent.Calls.Journal;

/// <summary>One fact about a call. What was said is data: it is stored and never logged.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CallStarted), "call_started")]
[JsonDerivedType(typeof(TurnCompleted), "turn_completed")]
[JsonDerivedType(typeof(ToolCallStarted), "tool_call_started")]
[JsonDerivedType(typeof(ToolCallCompleted), "tool_call_completed")]
[JsonDerivedType(typeof(ProviderSessionChanged), "provider_session_changed")]
[JsonDerivedType(typeof(ItemRemembered), "item_remembered")]
[JsonDerivedType(typeof(EffectDeferred), "effect_deferred")]
[JsonDerivedType(typeof(CallEnded), CallEnded.Kind)]
internal abstract record JournalEntry(string CallId, DateTimeOffset At)
{
    /// <summary>Which agent of the call wrote it, from 1; entries of before there were generations have none in their JSON.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>When it has to have been before the next agent took the call, to be part of the history.</summary>
    [JsonIgnore]
    public virtual DateTimeOffset CountsFrom => At;

    /// <summary>A call that has no such entry is told wrongly or never ends: it is kept when words and figures are dropped for want of room.</summary>
    [JsonIgnore]
    public bool IsEssential => this is CallStarted or ToolCallStarted or ToolCallCompleted or EffectDeferred or CallEnded;

    /// <summary>Position in the generation, from 1; given by <see cref="CallJournal"/>.</summary>
    public long Sequence { get; init; }
}
