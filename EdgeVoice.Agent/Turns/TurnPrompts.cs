namespace EdgeVoice.Agent.Turns;

/// <summary>What the model is told for a response that the caller did not ask for.</summary>
internal static class TurnPrompts
{
    public const string AskWhetherThere = "The caller has been silent. Ask in one short sentence whether they are still there.";

    public const string SayGoodbye = "The caller is still silent. Say in one short sentence that you are hanging up now and that they can call again. Say goodbye.";

    public const string SayThatTimeIsUp = "This call ends now, because it has reached its longest length. In one short sentence, in the language you have been speaking, "
        + "tell the caller so and that they can call again, and say goodbye.";

    public const string Resume = "The line was cut off and is back; the caller has just heard an apology for it. Do not greet and do not apologise again. "
        + "Remind the caller in a few words of what you were talking about. If their last words are not answered yet, answer them now; otherwise go on from where the conversation broke off. "
        + "Do not repeat what a tool has done already.";

    public const string AskToRepeat = "The line failed while the caller was speaking and their words are lost. Apologise briefly and ask them to say it again.";

    public const string AnswerOrAsk = "The caller's speech did not come to an end, or its end did not arrive. Answer what they have said; if there is nothing to answer, ask them in one short sentence to say it again.";

    /// <summary>Stands in the history for words of the caller that the provider could not write down.</summary>
    public const string WordsUnknown = "(The caller said something here that was not written down. What follows answers it.)";

    /// <summary>Stands in the history for words of the caller that no transcript came for.</summary>
    public const string WordsLost = "(The caller said something here. Its words were lost with the line; what follows answers them.)";

    public const string GoOn = "The line failed while you were speaking. Go on from where your last words end; do not repeat them.";

    public static string SayThatTimeIsShort(TimeSpan left) => FormattableString.Invariant($"This call ends in about {Tens(left)} seconds, because it nears its longest length. ")
        + "Tell the caller so in one short sentence, in the language you have been speaking, and say nothing else.";

    private static int Tens(TimeSpan left) => Math.Max(1, (int)Math.Round(left.TotalSeconds / 10)) * 10;
}
