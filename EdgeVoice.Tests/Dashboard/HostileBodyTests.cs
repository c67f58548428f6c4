using System.IO.Compression;
using System.Text;
using EdgeVoice.Dashboard.Otlp.Wire;
using Google.Protobuf;

namespace EdgeVoice.Tests.Dashboard;

/// <summary>Five hundred bodies that no honest sender makes.</summary>
public sealed class HostileBodyTests
{
    private const int Bodies = 500;
    private const int Seed = 20261120;

    private static readonly string[] s_signals = ["traces", "logs", "metrics"];

    [Fact]
    public async Task HostileBodies_GetAClearAnswer_AndHonestOnesStillCount()
    {
        await using var dashboard = await DashboardHost.StartAsync("--Dashboard:Limits:MaxRequestBytes=1000000");
        var random = new Random(Seed);
        var kinds = new Dictionary<string, int>();
        for (var number = 0; number < Bodies; number++)
        {
            var (kind, request) = Hostile(dashboard, random);
            using (request)
            {
                using var answer = await dashboard.Client.SendAsync(request);
                var status = (int)answer.StatusCode;
                // What is only odd may be taken; what cannot be read is the sender's fault, never ours.
                Assert.True(status is 200 or (>= 400 and < 500), $"body {number} ({kind}): {status}");
                Assert.True(status == 200 || (await answer.Content.ReadAsByteArrayAsync()).Length > 10, $"body {number} ({kind}): {status} says nothing");
                Assert.True(!kind.StartsWith('!') || status >= 400, $"body {number} ({kind}) was taken");
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }

            if (number % 50 == 0)
            {
                await dashboard.SendAsync(new SentCall($"honest-{number}", number).Turn(1));
            }
        }

        Assert.True(kinds.Count >= 15, string.Join(", ", kinds.Keys));
        var turns = await dashboard.GetAsync("/api/turns?search=honest");
        Assert.Equal(Bodies / 50, turns.GetProperty("total").GetInt32());
        using var health = await dashboard.Client.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.Equal(200, (int)health.StatusCode);
    }

    [Fact]
    public async Task AMixedRequest_IsTakenAsFarAsItIsValid()
    {
        await using var dashboard = await DashboardHost.StartAsync();
        var request = new SentCall("mixed").Turn(1);
        request.ResourceSpans[0].ScopeSpans[0].Spans.Add(new Span { Name = "no ids", StartTimeUnixNano = 1 });

        using var message = dashboard.Request("traces", request.ToByteArray());
        using var answer = await dashboard.Client.SendAsync(message);

        var response = ExportTraceServiceResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(1, response.PartialSuccess.RejectedSpans);
        Assert.Contains("traceId is 16 bytes", response.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        await dashboard.StoredAsync();
        Assert.Equal(1, (await dashboard.GetAsync("/api/turns?session=mixed")).GetProperty("total").GetInt32());
    }

    private static (string Kind, HttpRequestMessage Request) Hostile(DashboardHost dashboard, Random random)
    {
        var signal = s_signals[random.Next(3)];
        var honest = new SentCall("hostile", random.Next()).Turn(1).ToByteArray();
        switch (random.Next(16))
        {
            case 0:
                return ("noise", dashboard.Request(signal, Noise(random, random.Next(1, 5_000))));
            case 1:
                return ("!deep json", Json(dashboard, signal, string.Concat(Enumerable.Repeat("{\"resourceSpans\":[", random.Next(100, 50_000)))));
            case 2:
                return ("!deep protobuf", dashboard.Request("traces", Deep(random.Next(200, 5_000))));
            case 3:
                var large = new SentCall("hostile", random.Next()).Turn(1);
                large.ResourceSpans[0].ScopeSpans[0].Spans[0].Attributes.Add(SentCall.Text("large", new string('x', random.Next(100_000, 900_000))));
                return ("huge attribute", dashboard.Request("traces", large.ToByteArray()));
            case 4:
                return ("!wrong types", Json(dashboard, "traces", """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":7,"spanId":{},"name":[],"startTimeUnixNano":"soon"}]}]}]}"""));
            case 5:
                var packed = Gzip(honest);
                return ("!truncated gzip", Packed(dashboard, signal, packed[..random.Next(1, packed.Length - 1)]));
            case 6:
                return ("!zip bomb", Packed(dashboard, signal, Gzip(new byte[random.Next(2_000_000, 20_000_000)])));
            case 7:
                return ("!not gzip", Packed(dashboard, signal, Noise(random, 200)));
            case 8:
                return ("!truncated protobuf", dashboard.Request("traces", honest[..random.Next(1, honest.Length / 2)].Concat("\x0a\xff\xff\xff\x0f"u8.ToArray()).ToArray()));
            case 9:
                return ("!truncated json", Json(dashboard, signal, """{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"x" """));
            case 10:
                return ("!unknown type", dashboard.Request(signal, honest, "text/html"));
            case 11:
                return ("!too large", dashboard.Request(signal, new byte[random.Next(1_500_000, 3_000_000)]));
            case 12:
                return ("!bad ids", Json(dashboard, "traces", """{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"zz=","spanId":"!!","name":"x","startTimeUnixNano":"1"}]}]}]}"""));
            case 13:
                return ("many attributes", dashboard.Request("traces", Many(random).ToByteArray()));
            case 14:
                return ("ring of parents", dashboard.Request("traces", Ring(random).ToByteArray()));
            default:
                var encoded = dashboard.Request(signal, honest);
                encoded.Content!.Headers.ContentEncoding.Add("br");
                return ("!unknown encoding", encoded);
        }
    }

    private static ExportTraceServiceRequest Many(Random random)
    {
        var request = new SentCall("hostile", random.Next()).Turn(1);
        request.ResourceSpans[0].ScopeSpans[0].Spans[0].Attributes.Add(Enumerable.Range(0, 5_000).Select(index => SentCall.Number($"key-{random.Next()}-{index}", index)));
        return request;
    }

    private static ExportTraceServiceRequest Ring(Random random)
    {
        var call = new SentCall("hostile", random.Next());
        var (trace, a, b) = (call.Bytes(16), call.Bytes(8), call.Bytes(8));
        var first = call.Span("turn", trace, b, SentCall.StartNs, long.MaxValue);
        first.SpanId = a;
        first.Attributes.Add(SentCall.Number("turn.number", 1));
        var second = call.Span("agent_turn", trace, a, 1, 0);
        second.SpanId = b;
        return SentCall.Request("ring", [first, second]);
    }

    internal static byte[] Deep(int depth)
    {
        // AnyValue in ArrayValue in AnyValue ...: each level is a length-delimited field around the one before.
        byte[] value = [];
        for (var level = 0; level < depth; level++)
        {
            value = Field(level % 2 == 0 ? 1 : 5, value);
        }

        var attribute = Field(2, value);
        return Field(1, Field(2, Field(2, Field(9, attribute))));
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }

    private static HttpRequestMessage Json(DashboardHost dashboard, string signal, string json) => dashboard.Request(signal, Encoding.UTF8.GetBytes(json), "application/json");

    private static HttpRequestMessage Packed(DashboardHost dashboard, string signal, byte[] body)
    {
        var request = dashboard.Request(signal, body);
        request.Content!.Headers.ContentEncoding.Add("gzip");
        return request;
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

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
