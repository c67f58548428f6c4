using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeVoice.AppHost.Resources;

/// <summary>The part of LiveKit's configuration file that EdgeVoice sets, on one machine and published; names as the server knows them.</summary>
internal sealed record LiveKitConfiguration
{
    private static readonly ISerializer s_serializer = new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithIndentedSequences()
        .WithNewLine("\n")
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();

    private static readonly IDeserializer s_deserializer = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .Build();

    public required int Port { get; init; }

    public string[]? BindAddresses { get; init; }

    public int? PrometheusPort { get; init; }

    /// <summary>Name of the region, which clients are told.</summary>
    public string? Region { get; init; }

    public required RtcSection Rtc { get; init; }

    public RedisSection? Redis { get; init; }

    public TurnSection? Turn { get; init; }

    public Dictionary<string, string>? Keys { get; init; }

    public RoomSection Room { get; init; } = new();

    public LoggingSection? Logging { get; init; }

    public string ToYaml() => s_serializer.Serialize(this);

    /// <exception cref="YamlDotNet.Core.YamlException">The text is no such file, or has a key that is not known here.</exception>
    public static LiveKitConfiguration Parse(string yaml) => s_deserializer.Deserialize<LiveKitConfiguration>(yaml);

    internal sealed record RtcSection
    {
        public int? PortRangeStart { get; init; }

        public int? PortRangeEnd { get; init; }

        /// <summary>All media on one port; excludes the range.</summary>
        public int? UdpPort { get; init; }

        public int? TcpPort { get; init; }

        public bool UseExternalIp { get; init; }

        public string? NodeIp { get; init; }

        /// <summary><c>host:port</c>; the server puts the scheme before it.</summary>
        public string[]? StunServers { get; init; }
    }

    internal sealed record RedisSection
    {
        public required string Address { get; init; }
    }

    internal sealed record TurnSection
    {
        public required bool Enabled { get; init; }

        /// <summary>Name on the certificate; clients are told <c>turns:domain:443</c>.</summary>
        public required string Domain { get; init; }

        public required int UdpPort { get; init; }

        public required int TlsPort { get; init; }

        public required int RelayRangeStart { get; init; }

        public required int RelayRangeEnd { get; init; }

        public required string CertFile { get; init; }

        public required string KeyFile { get; init; }
    }

    internal sealed record RoomSection
    {
        /// <summary>Seconds after which a room that nobody entered is closed.</summary>
        public int EmptyTimeout { get; init; } = 60;

        /// <summary>Seconds after the last participant left.</summary>
        public int DepartureTimeout { get; init; } = 20;

        /// <summary>One caller and one agent, and room for the agent of a second region while a call moves.</summary>
        public int MaxParticipants { get; init; } = 4;
    }

    internal sealed record LoggingSection
    {
        public required string Level { get; init; }

        public required bool Json { get; init; }
    }
}
