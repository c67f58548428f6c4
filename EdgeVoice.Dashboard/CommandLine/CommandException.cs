namespace EdgeVoice.Dashboard.CommandLine;

/// <summary>What went wrong and what to do about it, for the person at the terminal.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
