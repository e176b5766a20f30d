namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>One MX host of a probe: what it needs of the receiver and of the zone.</summary>
public sealed record ProbeHostSetup
{
    public HostRole Role { get; init; } = HostRole.Primary;

    public int Preference { get; init; } = 10;

    public ListenerBehaviour Listener { get; init; } = ListenerBehaviour.Normal;

    public ReceiverCertificate Certificate { get; init; } = ReceiverCertificate.Ordinary;

    /// <summary>Empty where no TLSA record is published.</summary>
    public IReadOnlyList<TlsaTemplate> Tlsa { get; init; } = [];

    public TlsaPath TlsaPath { get; init; } = TlsaPath.Direct;

    /// <summary>A message must not be handed over here: what it takes to judge a MAIL at this host.</summary>
    public bool MustNotReceive { get; init; }
}
