using EdgeVoice.Gateway.Signalling;

namespace EdgeVoice.Tests.Gateway;

public sealed class JoinRequestReaderTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void TryReadReconnect_JoinRequest_FindsTheFlag(bool reconnect, bool gzip)
    {
        Assert.True(JoinRequestReader.TryReadReconnect(JoinRequests.Create(reconnect, gzip), out var read));
        Assert.Equal(reconnect, read);
    }

    [Fact]
    public void TryReadReconnect_OtherAlphabetOfBase64_IsRead()
    {
        var encoded = JoinRequests.Create(reconnect: true, gzip: true).Replace('-', '+').Replace('_', '/') + "==";

        Assert.True(JoinRequestReader.TryReadReconnect(encoded, out var read));
        Assert.True(read);
    }

    [Fact]
    public void TryReadReconnect_Bomb_IsRefused()
    {
        var bomb = JoinRequests.Wrap(JoinRequests.Compress(new byte[20_000_000]), compression: 1);

        Assert.True(bomb.Length < JoinRequestReader.MaxEncodedLength);
        Assert.False(JoinRequestReader.TryReadReconnect(bomb, out _));
    }

    /// <summary>RFC 1952: a gzip file is one member or several.</summary>
    [Fact]
    public void TryReadReconnect_GzipInTwoMembers_IsRead()
    {
        byte[] members = [.. JoinRequests.Compress([0x12, 0x02, 0x08]), .. JoinRequests.Compress([0x01, 0x38, 0x01])];

        Assert.True(JoinRequestReader.TryReadReconnect(JoinRequests.Wrap(members, compression: 1), out var read));
        Assert.True(read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TryReadReconnect_NestedWithoutEnd_IsRefused(bool gzip)
    {
        // Each byte begins a group of an unknown field.
        var nested = Enumerable.Repeat((byte)0x0b, 30_000).ToArray();

        Assert.False(JoinRequestReader.TryReadReconnect(JoinRequests.Wrap(gzip ? JoinRequests.Compress(nested) : nested, gzip ? 1 : 0), out _));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("CAISAA")]
    [InlineData("EgP_")]
    [InlineData("____________")]
    public void TryReadReconnect_Nonsense_IsRefused(string encoded) => Assert.False(JoinRequestReader.TryReadReconnect(encoded, out _));

    [Fact]
    public void TryReadReconnect_RandomBytes_NeverThrows()
    {
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = new byte[random.Next(1, 80)];
            random.NextBytes(bytes);
            JoinRequestReader.TryReadReconnect(JoinRequests.Wrap(bytes, random.Next(3)), out _);
            JoinRequestReader.TryReadReconnect(Convert.ToBase64String(bytes), out _);
        }
    }
}
