using System.Net;

namespace Dashboard.Lab.Outbound;

/// <summary>Who is where in the private network. All of it is the loopback interface.</summary>
public static class OutboundAddresses
{
    /// <summary>The validating resolver. Port 53, as for everybody in there.</summary>
    public static IPAddress Resolver { get; } = IPAddress.Parse("127.0.0.1");

    public static IPAddress CarelessResolver { get; } = IPAddress.Parse("127.0.0.2");

    /// <summary>Takes EDNS away from what is asked of the probe zone's name server.</summary>
    public static IPAddress EdnsStrippingBox { get; } = IPAddress.Parse("127.0.0.6");

    public static IPAddress Of(SenderResolver resolver) =>
        new([127, 0, 0, (byte)((int)resolver + 1)]);

    /// <summary>The root, <c>example.</c> and the reverse names.</summary>
    public static IPAddress Authoritative { get; } = IPAddress.Parse("127.0.53.1");

    /// <summary>Of the receiver's first listener: where one sees that it listens.</summary>
    public static IPAddress Receiver { get; } = IPAddress.Parse("127.64.0.1");

    /// <summary>Where the product's PowerDNS serves the probe zone.</summary>
    public static IPAddress ProbeZone { get; } = IPAddress.Parse("127.0.53.2");
}
