namespace EdgeVoice.Dashboard.Api;

/// <summary>A route that can answer before everything that was kept is read.</summary>
/// <param name="Needs">It needs what is being read, so that only those who asked for a part get one.</param>
internal sealed record WhileLoading(bool Needs)
{
    public static WhileLoading Always { get; } = new(Needs: false);

    public static WhileLoading Partly { get; } = new(Needs: true);
}
