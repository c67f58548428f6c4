using System.Text.Json;
using EdgeVoice.Agent.Tools.Effects;

namespace EdgeVoice.Agent.Tools;

/// <summary>One call of a tool by the model.</summary>
/// <param name="CallId">The phone call in which it happens.</param>
/// <param name="Intent">Who asked for what; a fenced agent has no effects any more.</param>
/// <param name="IdempotencyKey">The same for every try of one call: a side effect happens once per key.</param>
/// <param name="Arguments">As the model wrote them.</param>
/// <param name="Defer">Puts an effect on local disk, from where it is made exactly once when the database can be reached.</param>
internal sealed record ToolInvocation(string CallId, ToolIntent Intent, string IdempotencyKey, JsonElement Arguments, Action<Effect> Defer);
