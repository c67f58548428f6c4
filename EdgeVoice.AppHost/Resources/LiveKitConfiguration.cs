using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace EdgeVoice.AppHost.Resources;

/// <summary>The part of LiveKit's configuration file that EdgeVoice sets; names as the server knows them.</summary>
internal sealed record LiveKitConfiguration
{
    private static readonly ISerializer s_serializer = new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithNewLine("\n")
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .Build();

    public required int Port { get; init; }

    public IReadOnlyList<string>? BindAddresses { get; init; }

    public int? PrometheusPort { get; init; }

    /// <summary>Name of the region, which clients are told.</summary>
    public string? Region { get; init; }

    public required RtcSection Rtc { get; init; }

    public IReadOnlyDictionary<string, string>? Keys { get; init; }

    public RoomSection Room { get; init; } = new();

    public string ToYaml() => s_serializer.Serialize(this);

    internal sealed record RtcSection
    {
        public required int PortRangeStart { get; init; }

        public required int PortRangeEnd { get; init; }

        public int? TcpPort { get; init; }

        public bool UseExternalIp { get; init; }

        public string? NodeIp { get; init; }
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
}
