using System.Text;
using EdgeVoice.Gateway.Resume;
using Microsoft.AspNetCore.Http;

namespace EdgeVoice.Tests.Gateway;

public sealed class ResumeRequestReaderTests
{
    private const string Attempt = "b7a5b4de-5d5c-4d6a-9a2e-6f8f1c0f4f10";

    [Theory]
    [InlineData("{", "body")]
    [InlineData("""{"\ud800resumeToken":1}""", "body")]
    [InlineData("""{"resumeToken":"\udc00"}""", "body")]
    [InlineData("""{"resumeToken":"t","attempt":"b7a5b4de-5d5c-4d6a-9a2e-6f8f1c0f4f10","reason":"word\n"}""", "reason")]
    [InlineData("""{"resumeToken":"t","attempt":"b7a5b4de-5d5c-4d6a-9a2e-6f8f1c0f4f10","reason":"two words"}""", "reason")]
    [InlineData("""{"resumeToken":"t","attempt":"seven"}""", "attempt")]
    public async Task Read_WrongBody_NamesWhatIsWrong(string body, string field)
    {
        var (request, errors) = await ReadAsync(body);

        Assert.Null(request);
        Assert.Contains(field, errors.Keys);
    }

    [Fact]
    public async Task Read_RightBody_IsTheRequest()
    {
        var (request, errors) = await ReadAsync($$"""{"resumeToken":"t","attempt":"{{Attempt}}","reason":"agent-left"}""");

        Assert.Empty(errors);
        Assert.Equal(new ResumeRequest("t", Guid.Parse(Attempt), "agent-left"), request);
    }

    private static Task<(ResumeRequest? Request, Dictionary<string, string[]> Errors)> ReadAsync(string body) =>
        ResumeRequestReader.ReadAsync(new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) } }.Request, TestContext.Current.CancellationToken);
}
