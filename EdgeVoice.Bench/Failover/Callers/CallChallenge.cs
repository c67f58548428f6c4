using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace EdgeVoice.Bench.Failover.Callers;

/// <summary>Asks for a call and shows what the gateway wants to see before it takes a slot, as the call page does.</summary>
internal static class CallChallenge
{
    // Under a flood more work may be asked for while the first is done.
    private const int MostChallenges = 3;

    /// <returns>The answer of <c>POST /api/calls</c>, whatever it is.</returns>
    public static async Task<HttpResponseMessage> PostCallAsync(this HttpClient http, Uri address, string persona, CancellationToken cancellationToken)
    {
        using var asked = await http.GetAsync(new Uri(address, "challenge"), cancellationToken);
        JsonElement? challenge = asked.StatusCode == HttpStatusCode.OK ? await asked.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : null;
        for (var answers = 0; ; answers++)
        {
            var response = await http.PostAsJsonAsync(address, new { persona, proof = challenge is { } question ? Solve(question) : null }, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Forbidden || answers == MostChallenges)
            {
                return response;
            }

            challenge = (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("challenge");
            response.Dispose();
        }
    }

    /// <summary>Finds the number that a proof of work asks for.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Solve(JsonElement question)
    {
        var (hash, salt) = (question.GetProperty("challenge").GetString()!, question.GetProperty("salt").GetString()!);
        var wanted = Convert.FromHexString(hash);
        Span<byte> text = new byte[Encoding.UTF8.GetByteCount(salt) + 10];
        Span<byte> found = stackalloc byte[SHA256.HashSizeInBytes];
        var prefix = Encoding.UTF8.GetBytes(salt, text);
        for (var number = 0; number <= question.GetProperty("maxnumber").GetInt32(); number++)
        {
            number.TryFormat(text[prefix..], out var digits, default, CultureInfo.InvariantCulture);
            SHA256.HashData(text[..(prefix + digits)], found);
            if (found.SequenceEqual(wanted))
            {
                return Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
                {
                    algorithm = question.GetProperty("algorithm").GetString(),
                    challenge = hash,
                    number,
                    salt,
                    signature = question.GetProperty("signature").GetString(),
                }));
            }
        }

        throw new InvalidOperationException("The challenge has no answer.");
    }
}
