namespace EdgeVoice.AppHost.Rollout;

/// <summary>One thing to do in one cell.</summary>
/// <param name="Cell">Region.</param>
/// <param name="Id">Stands in the state file; the same for the same work.</param>
/// <param name="Description">For people.</param>
/// <param name="Command">What is run; the secrets' value-free form where it takes secrets.</param>
/// <param name="Limit">How long it may take, with all attempts.</param>
/// <param name="Secret">The Secret that it fills, if any.</param>
internal sealed record DeployStep(string Cell, string Id, string Description, KubectlCommand Command, TimeSpan Limit, RequiredSecret? Secret = null)
{
    /// <summary>Whether failing at first is expected, as with what another controller is still making.</summary>
    public bool Waits { get; init; }

    /// <summary>Whether it is done again after a resume: it changes nothing.</summary>
    public bool Always { get; init; }
}
