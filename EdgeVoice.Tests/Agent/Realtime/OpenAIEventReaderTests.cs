using System.Text;
using EdgeVoice.Agent.Realtime;
using EdgeVoice.Agent.Realtime.OpenAI;

namespace EdgeVoice.Tests.Agent.Realtime;

public sealed class OpenAIEventReaderTests
{
    private readonly OpenAIEventReader _reader = new(new TurnDetection { PrefixPaddingMs = 300, SilenceDurationMs = 500 });

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Read_MalformedEvent_IsNothingOrAnEventAndNeverThrows(int seed)
    {
        var random = new Random(seed);
        foreach (var _ in Enumerable.Range(0, 100))
        {
            var message = MalformedProviderEvents.Next(random);
            var error = Record.Exception(() => _reader.Read(message));
            Assert.True(error is null, $"{error?.GetType().Name} for {Encoding.UTF8.GetString(message)}");
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 10)];

    [Fact]
    public void Read_SpeechMarks_AreThoseOfTheSpeechWithoutPaddingAndSilence()
    {
        Assert.Equal(new SpeechStarted("item_1", 1300), Read("""{"type":"input_audio_buffer.speech_started","audio_start_ms":1000,"item_id":"item_1"}"""));
        Assert.Equal(new SpeechStopped("item_1", 2500), Read("""{"type":"input_audio_buffer.speech_stopped","audio_end_ms":3000,"item_id":"item_1"}"""));
    }

    [Fact]
    public void Read_SpeechEndBeforeTheSilence_IsNotNegative() =>
        Assert.Equal(new SpeechStopped("item_1", 0), Read("""{"type":"input_audio_buffer.speech_stopped","audio_end_ms":200,"item_id":"item_1"}"""));

    [Theory]
    [InlineData("insufficient_quota")]
    [InlineData("invalid_api_key")]
    [InlineData("account_deactivated")]
    [InlineData("billing_hard_limit_reached")]
    public void Read_ErrorThatNoNewSessionHelps_IsAFatalLoss(string code) =>
        Assert.Equal(new SessionLost(code, Fatal: true), Read($$$"""{"type":"error","error":{"type":"invalid_request_error","code":"{{{code}}}","message":"no"}}"""));

    [Fact]
    public void Read_SessionExpired_IsALossThatPasses() =>
        Assert.Equal(new SessionLost("session_expired", Fatal: false), Read("""{"type":"error","error":{"type":"invalid_request_error","code":"session_expired","message":"60 minutes"}}"""));

    [Fact]
    public void Read_ErrorWithoutCode_HasItsType() =>
        Assert.Equal(new ProviderError("server_error", "oops"), Read("""{"type":"error","error":{"type":"server_error","code":null,"message":"oops"}}"""));

    [Fact]
    public void Read_ActiveResponse_IsARefusal() =>
        Assert.IsType<ResponseRefused>(Read("""{"type":"error","error":{"type":"invalid_request_error","code":"conversation_already_has_active_response","message":"wait"}}"""));

    [Fact]
    public void Read_EndOfAResponse_HasStatusReasonAndTokens()
    {
        var done = Read("""
            {"type":"response.done","response":{"id":"resp_1","status":"incomplete","status_details":{"type":"incomplete","reason":"content_filter"},
             "usage":{"input_tokens":50,"output_tokens":20,"input_token_details":{"audio_tokens":30,"cached_tokens":10},"output_token_details":{"audio_tokens":15}}}}
            """);

        Assert.Equal(new ResponseDone("resp_1", ResponseStatus.Incomplete, "content_filter", new RealtimeUsage(50, 20, 30, 15, 10)), done);
    }

    [Theory]
    [InlineData("\"usage\":{\"input_tokens\":\"many\"}")]
    [InlineData("\"usage\":7")]
    [InlineData("\"usage\":{\"input_token_details\":[]}")]
    [InlineData("\"status_details\":\"none\"")]
    [InlineData("\"status_details\":{\"reason\":5,\"error\":true}")]
    public void Read_EndOfAResponseWithAWrongDetail_IsStillItsEnd(string detail) =>
        Assert.Equal("resp_1", Assert.IsType<ResponseDone>(Read($$$"""{"type":"response.done","response":{"id":"resp_1","status":"completed",{{{detail}}}}}""")).ResponseId);

    [Fact]
    public void Read_EventOfAnotherVersion_IsNothing() =>
        Assert.Null(Read("""{"type":"response.output_hologram.delta","response_id":"resp_1","delta":{"depth":3}}"""));

    private RealtimeEvent? Read(string json) => _reader.Read(Encoding.UTF8.GetBytes(json));
}
