namespace EdgeVoice.Gateway.Configuration;

internal enum ChallengeKind
{
    /// <summary>Work that a browser does in a blink and a flood does not get for nothing; needs no service outside.</summary>
    ProofOfWork,

    /// <summary>Cloudflare Turnstile; proof of work while it cannot be asked.</summary>
    Turnstile,

    /// <summary>None, for a gateway whose callers were checked before.</summary>
    None,
}

/// <summary>What a caller has to show before a slot is taken, section <c>Gateway:Challenge</c>.</summary>
internal sealed class ChallengeOptions
{
    public ChallengeKind Kind { get; set; }

    /// <summary>Numbers to be tried for one call, at most, while slots are used by those who take them.</summary>
    public int Effort { get; set; } = 20_000;

    /// <summary>The same when half of the slots wait for callers who do not come.</summary>
    public int MostEffort { get; set; } = 1_000_000;

    /// <summary>Turnstile's public key of the site.</summary>
    public string? SiteKey { get; set; }

    /// <summary>Turnstile's secret key.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Where Turnstile's answers are checked.</summary>
    public string VerifyUrl { get; set; } = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
}
