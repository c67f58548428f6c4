namespace EdgeVoice.RealtimeEmulator.Protocol;

/// <summary>Makes ids with the provider's prefixes from a seeded generator, so that a seeded run can be repeated.</summary>
internal sealed class IdSource(Random random)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public string Next(string prefix) =>
        // 21 characters keep an item id within the 32 that the provider accepts back.
        $"{prefix}_{new string(random.GetItems<char>(Alphabet, 21))}";
}
