using System.Text.Json;
using EdgeVoice.Dashboard.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Dashboard.Turns;

/// <summary>Prices in US dollars per million tokens, from a file that people keep current. A model without a price has no cost.</summary>
internal sealed class PriceList
{
    private const double Million = 1_000_000;

    private readonly Dictionary<string, ModelPrice> _prices;

    public PriceList(IOptions<DashboardOptions> options)
        : this(Load(options.Value.PriceFile is { Length: > 0 } file ? file : Path.Combine(AppContext.BaseDirectory, "prices.json")))
    {
    }

    public PriceList(Dictionary<string, ModelPrice> prices) => _prices = prices;

    public double? Cost(string? model, Tokens? tokens)
    {
        if (model is null || tokens is null || Find(model) is not { } price)
        {
            return null;
        }

        // Cached tokens are cheap whatever they hold; the rest is text unless it is said to be audio.
        var cached = Math.Min(tokens.Cached ?? 0, tokens.Input);
        var audioIn = Math.Min(tokens.InputAudio ?? 0, tokens.Input - cached);
        var audioOut = Math.Min(tokens.OutputAudio ?? 0, tokens.Output);
        var dollars = (cached * price.CachedIn) + (audioIn * price.AudioIn) + ((tokens.Input - cached - audioIn) * price.TextIn)
            + (audioOut * price.AudioOut) + ((tokens.Output - audioOut) * price.TextOut);
        return Math.Round(dollars / Million, 8);
    }

    // Dated versions of a model cost what the model costs.
    private ModelPrice? Find(string model) => _prices.TryGetValue(model, out var price) ? price
        : _prices.Where(known => model.StartsWith(known.Key + "-", StringComparison.Ordinal)).OrderByDescending(known => known.Key.Length).Select(known => known.Value).FirstOrDefault();

    private static Dictionary<string, ModelPrice> Load(string file) => File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, ModelPrice>>(File.ReadAllBytes(file), JsonSerializerOptions.Web) ?? []
        : [];
}
