namespace EdgeVoice.Agent.Calls.Migrations;

/// <summary>The database and this build do not fit; the message says what to do.</summary>
internal sealed class MigrationException(string message) : Exception(message);
