using System.Net;

namespace Dashboard.Lab.Scenarios;

/// <summary>Gives each server of the lab an address of its own in 127.0.0.0/8; or in fd25::/16, which no machine has by itself.</summary>
internal sealed class AddressPool(byte network)
{
    private int next;
    private int nextIPv6 = 1;

    public IPAddress Next()
    {
        var number = next++;
        return new IPAddress([127, network, (byte)(number / 250), (byte)(1 + number % 250)]);
    }

    /// <summary>fd25::1 and on, as <c>scripts/lab-inside.sh</c> adds them.</summary>
    public IPAddress NextIPv6()
    {
        var number = nextIPv6++;
        return new IPAddress([0xfd, 0x25, .. new byte[12], (byte)(number >> 8), (byte)number]);
    }
}
