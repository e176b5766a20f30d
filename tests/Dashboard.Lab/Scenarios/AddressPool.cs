using System.Net;

namespace Dashboard.Lab.Scenarios;

/// <summary>Gives each server of the lab an address of its own in 127.0.0.0/8.</summary>
internal sealed class AddressPool(byte network)
{
    private int next;

    public IPAddress Next()
    {
        var number = next++;
        return new IPAddress([127, network, (byte)(number / 250), (byte)(1 + number % 250)]);
    }
}
