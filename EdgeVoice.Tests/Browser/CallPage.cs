using System.Collections.Concurrent;
using System.Text.Json;
using EdgeVoice.Tests.Shared;
using Microsoft.Playwright;

namespace EdgeVoice.Tests.Browser;

/// <summary>The call page in one tab, by the test ids that web/README.md lists.</summary>
internal sealed class CallPage
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<JsonElement> _grants = new();

    private CallPage(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Enqueue(message.Text);
            }
        };
        page.Response += async (_, response) =>
        {
            if (response.Request.Method == "POST" && response.Url.EndsWith("/api/calls", StringComparison.Ordinal) && response.Status == 201)
            {
                _grants.Enqueue((await response.JsonAsync())!.Value);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of the page's scripts and error lines of its console.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    public string CallId => Grant("callId");

    public string Token => Grant("token");

    public static async Task<CallPage> OpenAsync(IBrowserContext context, Uri address)
    {
        await context.AddInitScriptAsync(scriptPath: RepositoryRoot.Combine("EdgeVoice.Tests", "Browser", "page-probe.js"));
        var page = new CallPage(await context.NewPageAsync());
        await page.Page.GotoAsync(address.ToString());
        return page;
    }

    public ILocator Part(string testId) => Page.GetByTestId(testId);

    public Task CallAsync() => Part("call-button").ClickAsync();

    public Task HangUpAsync() => Part("hangup-button").ClickAsync();

    public async Task<string> StateAsync() => await Part("state").GetAttributeAsync("data-state") ?? "";

    /// <summary>Waits until the page shows one of the states.</summary>
    public async Task WaitForStateAsync(TimeSpan limit, params string[] states)
    {
        var state = "";
        try
        {
            await Eventually.IsTrueAsync("the state", async () =>
            {
                state = await StateAsync();
                return states.Contains(state);
            }, limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The page is '{state}' after {limit.TotalSeconds} s, not {string.Join(" or ", states)}: {await Part("call").InnerTextAsync()}", exception);
        }
    }

    /// <summary>Final captions of one side in order.</summary>
    public Task<string[]> CaptionsAsync(string speaker) => Page.EvaluateAsync<string[]>(
        "speaker => [...document.querySelectorAll(`[data-testid=captions] > [data-speaker=${speaker}][data-final=true] .heard`)].map(element => element.textContent)", speaker);

    /// <summary>Who said each visible caption, from the first to the last.</summary>
    public Task<string[]> SpeakersAsync() => Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('[data-testid=captions] > :not([hidden])')].map(caption => caption.dataset.speaker)");

    public async Task<int> TurnAsync() => int.TryParse(await Part("turn-outcome").GetAttributeAsync("data-turn"), out var turn) ? turn : 0;

    public async Task<Sound> SoundAsync()
    {
        var heard = await Page.EvaluateAsync<double[][]>("() => edgeVoiceProbe.heard");
        return new Sound([.. heard.Select(block => (block[0], block[1], block[2]))]);
    }

    public Task<int> PeerConnectionsAsync() => Page.EvaluateAsync<int>("() => edgeVoiceProbe.peers");

    public Task<string[]> PolicyViolationsAsync() => Page.EvaluateAsync<string[]>("() => edgeVoiceProbe.violations");

    /// <summary>Everything in which a page could leave a secret lying around.</summary>
    public Task<string> TracesAsync() => Page.EvaluateAsync<string>(
        "() => [document.documentElement.outerHTML, location.href, document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage), JSON.stringify(history.state), window.name].join('\\n')");

    private string Grant(string name) => _grants.Last().GetProperty(name).GetString()!;
}
