namespace EdgeVoice.Dashboard.Storage;

/// <summary>What a batch changed, for those who follow.</summary>
/// <param name="Turns">Ids of turns that began, grew or ended.</param>
internal sealed record StoreChange(IReadOnlyList<(string Session, string Turn)> Turns, IReadOnlyList<string> Sessions);
