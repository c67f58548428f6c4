using System.Net;
using System.Net.Sockets;

namespace EdgeVoice.Dashboard.Access;

/// <summary>Wrong tokens in a minute, for each client by itself: a token is not to be guessed, and who guesses locks nobody else out.</summary>
internal sealed class LoginLimiter(TimeProvider time)
{
    private const int WrongPerMinute = 20;

    // Whoever has that many addresses is not stopped by counting them, and must not fill the memory.
    private const int MaxClients = 10_000;

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<long>> _wrong = [];

    public bool TryBegin(HttpContext context)
    {
        lock (_lock)
        {
            return !_wrong.TryGetValue(Client(context), out var wrong) || Forget(wrong).Count < WrongPerMinute;
        }
    }

    public void Failed(HttpContext context)
    {
        lock (_lock)
        {
            if (_wrong.Count >= MaxClients)
            {
                foreach (var (idle, _) in _wrong.Where(client => Forget(client.Value).Count == 0).ToArray())
                {
                    _wrong.Remove(idle);
                }
            }

            var client = Client(context);
            if (!_wrong.TryGetValue(client, out var wrong) && _wrong.Count < MaxClients)
            {
                _wrong[client] = wrong = new Queue<long>();
            }

            wrong?.Enqueue(time.GetTimestamp());
        }
    }

    private Queue<long> Forget(Queue<long> wrong)
    {
        while (wrong.TryPeek(out var at) && time.GetElapsedTime(at) > s_minute)
        {
            wrong.Dequeue();
        }

        return wrong;
    }

    /// <summary>
    /// The tunnel and other proxies reach a dashboard from inside, and tell whom they speak for; from outside nobody is believed. Of an
    /// IPv6 address the network: a client has a whole one.
    /// </summary>
    private static string Client(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is not null && IsInside(address) && Forwarded(context.Request.Headers) is { } told)
        {
            address = told;
        }

        address = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return address is { AddressFamily: AddressFamily.InterNetworkV6 } ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address?.ToString() ?? "";
    }

    // The last entry is the one that the nearest proxy wrote; those before it are the client's own words.
    private static IPAddress? Forwarded(IHeaderDictionary headers) =>
        IPAddress.TryParse(headers["CF-Connecting-IP"].ToString(), out var connecting) ? connecting
        : IPAddress.TryParse(headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim(), out var forwarded) ? forwarded
        : null;

    private static bool IsInside(IPAddress address)
    {
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
            || (address.GetAddressBytes() is [var first, var second, _, _] && (first == 10 || (first == 172 && (second & 0xF0) == 16) || (first == 192 && second == 168)));
    }
}
