using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;

namespace Dashboard.Core.Outbound;

/// <summary>
/// The names of a test below the probe zone. Each label directly below <c>&lt;probe&gt;.&lt;zone&gt;</c> begins with a token, so
/// that one wildcard certificate a probe fits all hosts and no cached failure crosses tests (RFC 9520).
/// <code>
/// test@TOKEN.mismatch.ZONE            the recipient
/// TOKEN-mx.mismatch.ZONE              its MX host, TOKEN-mx2 the second
/// _25._tcp.TOKEN-mx.mismatch.ZONE     the TLSA records
/// TOKEN-tlsa.tlsa-bogus.ZONE          where a TLSA alias leads
/// </code>
/// </summary>
public sealed class ProbeZoneNames(DomainName zone)
{
    public const string LocalPart = "test";

    private const string TlsaSuffix = "-tlsa";

    public DomainName Zone { get; } = zone;

    /// <summary>What a certificate for all hosts and recipient domains names: a wildcard for each probe (RFC 9525 section 6.3).</summary>
    public IReadOnlyList<string> Wildcards =>
        [.. OutboundProbes.All.Select(probe => ProbeDomain(probe.Id).Prepend("*").Value)];

    public DomainName ProbeDomain(OutboundProbeId probe) =>
        Zone.Prepend(OutboundProbes.Get(probe).Slug);

    public DomainName RecipientDomain(OutboundProbeId probe, TestToken token) =>
        ProbeDomain(probe).Prepend(token.Value);

    public string Recipient(OutboundProbeId probe, TestToken token) =>
        $"{LocalPart}@{RecipientDomain(probe, token)}";

    public DomainName Host(OutboundProbeId probe, TestToken token, HostRole role) =>
        ProbeDomain(probe).Prepend(token.Value + Suffix(role));

    /// <summary>Where the TLSA records of a host are asked for (RFC 7672 section 2.2.3).</summary>
    public static DomainName TlsaOwner(DomainName host) => host.Prepend("_25._tcp");

    /// <summary>The target of a TLSA alias; the apex of a child zone where the alias leads into a fault.</summary>
    public DomainName TlsaTarget(OutboundProbeId probe, TestToken token) =>
        ProbeDomain(probe).Prepend(token.Value + TlsaSuffix);

    /// <summary>What a name below the zone belongs to; false for names without a token.</summary>
    public bool TryParse(DomainName name, [NotNullWhen(true)] out ProbeZoneName? parsed)
    {
        parsed = null;
        var above = Zone.Labels.Count;
        var labels = name.Labels;
        if (labels.Count < above + 2 || !name.IsAtOrBelow(Zone))
        {
            return false;
        }
        if (!OutboundProbes.TryGet(labels[^(above + 1)], out var probe))
        {
            return false;
        }
        var label = labels[^(above + 2)];
        if (
            label.Length < TestToken.Length
            || !TestToken.TryParse(label[..TestToken.Length], out var token)
        )
        {
            return false;
        }
        parsed = label[TestToken.Length..] switch
        {
            "-mx" => new(probe.Id, token, HostRole.Primary),
            "-mx2" => new(probe.Id, token, HostRole.Secondary),
            "" => new(probe.Id, token, Role: null, BelowDomain: labels.Count - above - 2),
            TlsaSuffix => new(probe.Id, token, Role: null),
            _ => null,
        };
        return parsed is not null;
    }

    private static string Suffix(HostRole role) => role == HostRole.Primary ? "-mx" : "-mx2";
}
