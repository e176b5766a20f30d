using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Probes.Outbound.Receiver;

/// <summary>The settings of the receiver: section <c>Receiver</c>, and the zone from <c>ProbeZone:Name</c>.</summary>
public sealed record ReceiverOptions
{
    public const string Section = "Receiver";

    /// <summary>The zone that recipients and hosts lie in.</summary>
    public required DomainName Zone { get; init; }

    /// <summary>What the receiver calls itself in its greeting; the zone where nothing is set.</summary>
    public required DomainName HostName { get; init; }

    public required IReadOnlyList<ReceiverListener> Listeners { get; init; }

    /// <summary>Where keys and authorities are kept. The probe zone and all receivers use the same.</summary>
    public required string CertificateFolder { get; init; }

    /// <summary>
    /// A PEM file with the ordinary certificate and what is to be sent behind it; null for one of an authority of our own, which
    /// no sender with WebPKI rules knows.
    /// </summary>
    public string? OrdinaryCertificate { get; init; }

    /// <summary>The PEM file with its key.</summary>
    public string? OrdinaryKey { get; init; }

    /// <summary>Where a human reaches the operator, said to who writes to postmaster.</summary>
    public string? Contact { get; init; }

    public ReceiverLimits Limits { get; init; } = new();

    /// <summary>Null where no such listener is set up.</summary>
    public ReceiverListener? Find(ListenerBehaviour behaviour, ReceiverCertificate certificate) =>
        Listeners.FirstOrDefault(listener =>
            listener.Behaviour == behaviour && listener.Certificate == certificate
        );
}
