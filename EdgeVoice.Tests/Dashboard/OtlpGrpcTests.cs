using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using EdgeVoice.Dashboard.Otlp;
using Google.Protobuf;
using Grpc.Core;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>The gRPC door, byte by byte: what no client library would send.</summary>
public sealed class OtlpGrpcTests
{
    private const int Limit = 1_000_000;

    [Fact]
    public async Task ATurn_PackedOrNot_IsTaken()
    {
        await using var dashboard = await StartAsync();
        var call = new SentCall("rpc");

        Assert.Equal(StatusCode.OK, await CallAsync(dashboard, Frame(call.Turn(1).ToByteArray())));
        Assert.Equal(StatusCode.OK, await CallAsync(dashboard, Frame(Gzip(call.Turn(2).ToByteArray()), packed: true), gzip: true));

        await dashboard.StoredAsync();
        Assert.Equal(2, (await dashboard.GetAsync("/api/turns?session=rpc")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task WithoutTheKey_NothingIsRead()
    {
        await using var dashboard = await StartAsync();

        Assert.Equal(StatusCode.Unauthenticated, await CallAsync(dashboard, Frame(new SentCall("rpc").Turn(1).ToByteArray()), key: "wrong"));
        Assert.Equal(0, (await dashboard.GetAsync("/api/turns")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("too large")]
    [InlineData("zip bomb")]
    [InlineData("not gzip")]
    [InlineData("cut off")]
    [InlineData("no message")]
    [InlineData("deep")]
    public async Task AHostileMessage_IsRefused_AndTheNextHonestOneIsTaken(string kind)
    {
        await using var dashboard = await StartAsync();
        var honest = new SentCall("honest").Turn(1).ToByteArray();
        var (message, gzip) = kind switch
        {
            "noise" => (Frame([0xff, 0xff, 0xff, 0xff, 0xff, 0x07, 1, 2, 3]), false),
            "too large" => (Frame(new byte[2 * Limit]), false),
            "zip bomb" => (Frame(Gzip(new byte[20 * Limit]), packed: true), true),
            "not gzip" => (Frame([1, 2, 3, 4, 5, 6, 7, 8], packed: true), true),
            "cut off" => (Frame(honest)[..50], false),
            "no message" => (Array.Empty<byte>(), false),
            _ => (Frame(HostileBodyTests.Deep(5_000)), false),
        };

        Assert.NotEqual(StatusCode.OK, await CallAsync(dashboard, message, gzip));
        Assert.Equal(StatusCode.OK, await CallAsync(dashboard, Frame(honest)));
        await dashboard.StoredAsync();
        Assert.Equal(1, (await dashboard.GetAsync("/api/turns?search=honest")).GetProperty("total").GetInt32());
    }

    private static Task<DashboardHost> StartAsync() => DashboardHost.StartAsync($"--Dashboard:Limits:MaxRequestBytes={Limit}", "--Logging:LogLevel:Grpc=None");

    private static async Task<StatusCode> CallAsync(DashboardHost dashboard, byte[] body, bool gzip = false, string key = DashboardHost.Key)
    {
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.Grpc, "/opentelemetry.proto.collector.trace.v1.TraceService/Export")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.Add("te", "trailers");
        request.Headers.Add(OtlpKeys.Header, key);
        if (gzip)
        {
            request.Headers.Add("grpc-encoding", "gzip");
        }

        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        var status = answer.Headers.TryGetValues("grpc-status", out var early) ? early.Single() : answer.TrailingHeaders.GetValues("grpc-status").Single();
        return (StatusCode)int.Parse(status, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Frame(byte[] message, bool packed = false)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = packed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
