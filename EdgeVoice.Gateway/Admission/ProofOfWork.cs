using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeVoice.Gateway.Configuration;
using EdgeVoice.Gateway.Slots;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace EdgeVoice.Gateway.Admission;

/// <summary>
/// A number has to be found, as in ALTCHA: SHA-256 of salt and number gives the hash that was asked for. Every region can check
/// it; the one that took it takes it once. The more slots wait for callers who do not come, the more work a call is.
/// </summary>
internal sealed class ProofOfWork(SlotLedger ledger, IOptions<GatewayOptions> options, IOptions<LiveKitOptions> liveKit, TimeProvider time) : ICallChallenge
{
    public const string Kind = "proof-of-work";

    private const string Algorithm = "SHA-256";
    private const string ExpiresField = "expires";
    private const string EffortField = "maxnumber";

    // A proof that took half of what is asked for now was asked for a moment ago.
    private const int Tolerance = 2;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(2);

    // Callers join within a second; what waits for longer may wait for nobody.
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(liveKit.Value.ApiSecret), "edgevoice call challenge"u8.ToArray());
    private readonly Lock _lock = new();
    private readonly HashSet<string> _spent = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset At, string Hash)> _spentInOrder = new();

    public Task<Challenge?> DemandAsync(string? proof, IPAddress? client, CancellationToken cancellationToken)
    {
        var effort = Effort();
        return Task.FromResult(proof is not null && IsValid(proof, effort) ? null : Create(effort));
    }

    private Challenge? Create(int effort)
    {
        var expires = (time.GetUtcNow() + s_lifetime).ToUnixTimeSeconds();
        var salt = string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetHexString(24, lowercase: true)}?{ExpiresField}={expires}&{EffortField}={effort}");
        var hash = Hash(salt, RandomNumberGenerator.GetInt32(effort + 1));
        return new Challenge(Kind, Algorithm, hash, salt, effort, Sign(hash));
    }

    private bool IsValid(string proof, int effort)
    {
        Answer? answer;
        try
        {
            answer = JsonSerializer.Deserialize<Answer>(Convert.FromBase64String(proof), s_json);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return false;
        }

        if (answer is not { Algorithm: Algorithm, Challenge: { } hash, Salt: { } salt, Signature: { } signature }
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(hash)))
            || Hash(salt, answer.Number) != hash)
        {
            return false;
        }

        // Ours, since its hash is signed: what it says is what we wrote.
        var fields = QueryHelpers.ParseQuery(salt[(salt.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        var expires = DateTimeOffset.FromUnixTimeSeconds(long.Parse(fields[ExpiresField].ToString(), CultureInfo.InvariantCulture));
        var solved = int.Parse(fields[EffortField].ToString(), CultureInfo.InvariantCulture);
        return expires > time.GetUtcNow() && solved >= effort / Tolerance && Spend(hash, expires);
    }

    // Each cost somebody its work, so that nobody fills the memory with them.
    private bool Spend(string hash, DateTimeOffset expires)
    {
        lock (_lock)
        {
            while (_spentInOrder.TryPeek(out var oldest) && oldest.At <= time.GetUtcNow())
            {
                _spent.Remove(_spentInOrder.Dequeue().Hash);
            }

            if (!_spent.Add(hash))
            {
                return false;
            }

            _spentInOrder.Enqueue((expires, hash));
            return true;
        }
    }

    private int Effort()
    {
        var challenge = options.Value.Challenge;
        var pressure = Math.Min(1, 2 * ledger.UnusedShare(s_idle));
        return (int)(challenge.Effort * Math.Pow((double)Math.Max(challenge.MostEffort, challenge.Effort) / challenge.Effort, pressure));
    }

    private string Sign(string hash) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(hash)));

    private static string Hash(string salt, int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + number.ToString(CultureInfo.InvariantCulture))));

    private sealed record Answer(string? Algorithm, string? Challenge, int Number, string? Salt, string? Signature);
}
