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
    public void Read_WholeNumberWrittenWithAPoint_IsTheNumber() =>
        Assert.Equal(new SpeechStarted("item_1", 1300), Read("""{"type":"input_audio_buffer.speech_started","audio_start_ms":1000.0,"item_id":"item_1"}"""));

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
    public void Read_EventOfAnotherVersion_IsNamedWithItsResponse() =>
        Assert.Equal(
            new EventNotRead("response.output_hologram.delta", IsMalformed: false) { ResponseId = "resp_1" },
            Read("""{"type":"response.output_hologram.delta","response_id":"resp_1","delta":{"depth":3}}"""));

    [Fact]
    public void Read_KnownEventThatIsNotWhatTheProtocolSays_IsNamed() =>
        Assert.Equal(new EventNotRead("response.created", IsMalformed: true), Read("""{"type":"response.created","response":{"status":"in_progress"}}"""));

    [Theory]
    [InlineData("response.output_item.added", "\"item\":{\"id\":\"t1\",\"type\":\"reasoning\"}")]
    [InlineData("response.function_call_arguments.delta", "\"delta\":\" \"")]
    [InlineData("response.content_part.added", "\"part\":{}")]
    public void Read_WorkOnAResponse_IsASignOfIt(string type, string field) =>
        Assert.Equal(new ResponseProgressed("r1"), Read("{\"type\":\"" + type + "\",\"response_id\":\"r1\"," + field + "}"));

    [Fact]
    public void Read_TextThatNobodyHears_IsKnownAsSuch() =>
        Assert.Equal(new ResponseProgressed("r1", Writes: true), Read("""{"type":"response.output_text.delta","response_id":"r1","item_id":"t1","delta":"We have a table at seven."}"""));

    [Fact]
    public void Read_WordsOfTheClosingEvent_AreAllWords() =>
        Assert.Equal(
            new TranscriptDone("r1", "m1", "We are open until ten tonight."),
            Read("""{"type":"response.output_audio_transcript.done","response_id":"r1","item_id":"m1","transcript":"We are open until ten tonight."}"""));

    [Fact]
    public void Read_FinishedMessage_HasItsWords() =>
        Assert.Equal(
            new TranscriptDone("r1", "m1", "Good evening."),
            Read("""{"type":"response.output_item.done","response_id":"r1","item":{"id":"m1","type":"message","content":[{"type":"output_audio","transcript":"Good evening."}]}}"""));

    [Fact]
    public void Read_CallWithoutAName_IsReadFromTheFinishedItem()
    {
        Assert.Equal(new ResponseProgressed("r1"), Read("""{"type":"response.function_call_arguments.done","response_id":"r1","call_id":"c1","arguments":"{}"}"""));
        Assert.Equal(
            new ToolCallRequested("r1", "c1", "book_table", "{}"),
            Read("""{"type":"response.output_item.done","response_id":"r1","item":{"id":"f1","type":"function_call","status":"completed","call_id":"c1","name":"book_table","arguments":"{}"}}"""));
    }

    [Fact]
    public void Read_UnfinishedCall_IsNoCall() =>
        Assert.Equal(
            new ResponseProgressed("r1"),
            Read("""{"type":"response.output_item.done","response_id":"r1","item":{"id":"f1","type":"function_call","status":"incomplete","call_id":"c1","name":"book_table","arguments":"{}"}}"""));

    [Fact]
    public void Read_EndOfAResponse_SumsUpItsOutput()
    {
        var done = Assert.IsType<ResponseDone>(Read("""
            {"type":"response.done","response":{"id":"r1","status":"completed","output":[7,{"type":"function_call","call_id":5},
             {"id":"m1","type":"message","content":[{"transcript":"One moment."}]},{"id":"f1","type":"function_call","call_id":"c1","name":"book_table","arguments":"{}"}]}}
            """));

        Assert.Equal([new TranscriptDone("r1", "m1", "One moment."), new ToolCallRequested("r1", "c1", "book_table", "{}")], done.Output);
    }

    [Fact]
    public void Read_FailedTranscription_HasItsCode() =>
        Assert.Equal(
            new UserTranscribed("u1", null) { Failure = "model_not_found" },
            Read("""{"type":"conversation.item.input_audio_transcription.failed","item_id":"u1","error":{"type":"invalid_request_error","code":"model_not_found","message":"no"}}"""));

    [Theory]
    [InlineData("Rate limit reached on tokens per min (TPM). Please try again in 1.5s.", 1500)]
    [InlineData("Please try again in 20ms. Visit the site.", 20)]
    [InlineData("Please try again in 1m0.5s.", 60_500)]
    [InlineData("The server is overloaded, retry after 2 seconds", 2000)]
    [InlineData("Please try again in 999999999999h.", null)]
    [InlineData("Please try again later.", null)]
    public void Read_RateLimit_TellsHowLongToWait(string message, int? ms)
    {
        var done = Assert.IsType<ResponseDone>(Read($$$$$"""
            {"type":"response.done","response":{"id":"r1","status":"failed","status_details":{"type":"failed","error":{"type":"tokens","code":"rate_limit_exceeded","message":"{{{{{message}}}}}"}}}}
            """));

        Assert.Equal(("rate_limit_exceeded", ms), (done.Reason, (int?)done.RetryAfter?.TotalMilliseconds));
    }

    [Fact]
    public void Read_ErrorThatQuotesAnAskedResponse_IsItsRefusal()
    {
        Assert.Equal(
            new ResponseNotMade("server_is_overloaded", TimeSpan.FromSeconds(3)),
            Read("""{"type":"error","error":{"type":"server_error","code":"server_is_overloaded","message":"Please try again in 3s","event_id":"response_create_7"}}"""));
        Assert.IsType<ProviderError>(Read("""{"type":"error","error":{"type":"server_error","code":"server_is_overloaded","message":"","event_id":"event_7"}}"""));
    }

    [Fact]
    public void Read_AudioInOddPieces_IsTheSameSound()
    {
        var sound = Enumerable.Range(0, 96_000).Select(index => (byte)(index * 7)).ToArray();
        var heard = new List<byte>();
        foreach (var piece in sound.Chunk(4801))
        {
            var delta = Assert.IsType<AudioDelta>(Read($$$"""{"type":"response.output_audio.delta","response_id":"r1","item_id":"m1","delta":"{{{Convert.ToBase64String(piece)}}}"}"""));
            Assert.Equal(0, delta.Pcm.Length % 2);
            heard.AddRange(delta.Pcm);

            // Another item between its pieces has samples of its own.
            Read("""{"type":"response.output_audio.delta","response_id":"r1","item_id":"m2","delta":"AA=="}""");
        }

        Assert.Equal(sound, heard);
    }

    private RealtimeEvent Read(string json) => _reader.Read(Encoding.UTF8.GetBytes(json));
}
