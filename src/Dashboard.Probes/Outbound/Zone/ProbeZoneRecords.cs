using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Core;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;

namespace Dashboard.Probes.Outbound.Zone;

/// <summary>The catalogue as DNS records. Pure: the same test, healed the same, gives the same rows.</summary>
public static class ProbeZoneRecords
{
    /// <summary>The zone without any test.</summary>
    public static ZoneContent Base(ProbeZoneLayout layout)
    {
        var names = new ProbeZoneNames(layout.Zone);
        var records = new List<ZoneRecord>(Apex(layout.Zone, layout));
        foreach (var server in layout.NameServers.Where(s => s.Name.IsAtOrBelow(layout.Zone)))
        {
            records.AddRange(Addresses(server.Name, server.Addresses));
        }
        // Without these a resolver that minimises names (RFC 9156) gets NXDOMAIN half-way and never asks on.
        records.AddRange(
            OutboundProbes.All.Select(probe => new ZoneRecord(
                names.ProbeDomain(probe.Id),
                null,
                null
            ))
        );
        records.AddRange(ReportMailbox(layout));
        return new ZoneContent(layout.Zone, Signed: true, records);
    }

    /// <summary>What a test adds; the probes in <paramref name="healed"/> with their fault put right.</summary>
    public static TestZones OfTest(
        OutboundTest test,
        ProbeZoneLayout layout,
        IReadOnlySet<OutboundProbeId> healed
    )
    {
        var records = new List<ZoneRecord>();
        var children = new List<ZoneContent>();
        foreach (var probe in test.Probes)
        {
            OfProbe(test, probe, layout, healed.Contains(probe.Id), records, children);
        }
        return new TestZones(records, children);
    }

    private static void OfProbe(
        OutboundTest test,
        OutboundProbe probe,
        ProbeZoneLayout layout,
        bool healed,
        List<ZoneRecord> records,
        List<ZoneContent> children
    )
    {
        var recipient = test.Names.RecipientDomain(probe.Id, test.Token);
        List<ZoneRecord> exchangers =
        [
            .. probe.Hosts.Select(host => new ZoneRecord(
                recipient,
                "MX",
                $"{host.Preference} {test.Names.Host(probe.Id, test.HostToken, host.Role)}."
            )),
        ];
        exchangers.AddRange(ReportRequest(test, recipient, layout));
        if (probe.ZoneFault == ZoneFault.AllBogus)
        {
            AddChild(
                recipient,
                exchangers,
                healed ? DsFit.Right : DsFit.Wrong,
                layout,
                records,
                children
            );
        }
        else
        {
            records.AddRange(exchangers);
        }
        foreach (var setup in probe.Hosts)
        {
            var host = test.Hosts.Single(h => h.Probe == probe.Id && h.Role == setup.Role);
            var rows = OfHost(test, probe, setup, host, layout, healed, records, children);
            switch (probe.ZoneFault)
            {
                case ZoneFault.AllBogus:
                    var fit = healed ? DsFit.Right : DsFit.Wrong;
                    AddChild(host.Name, rows, fit, layout, records, children);
                    break;
                case ZoneFault.HostUnsigned:
                    AddChild(host.Name, rows, DsFit.None, layout, records, children);
                    break;
                default:
                    records.AddRange(rows);
                    break;
            }
        }
    }

    private static List<ZoneRecord> OfHost(
        OutboundTest test,
        OutboundProbe probe,
        ProbeHostSetup setup,
        ProbeHost host,
        ProbeZoneLayout layout,
        bool healed,
        List<ZoneRecord> records,
        List<ZoneContent> children
    )
    {
        var moved = healed && probe.Heal == HealAction.MoveToStartTls;
        var rows = new List<ZoneRecord>(
            Addresses(host.Name, moved ? host.HealedAddresses : host.Addresses)
        );
        var corrected = healed && probe.Heal == HealAction.CorrectTlsa;
        IReadOnlyList<TlsaTemplate> tlsa = corrected
            ? [TlsaTemplate.DaneEe(TlsaContent.ServedLeaf)]
            : setup.Tlsa;
        var path = corrected ? TlsaPath.Direct : setup.TlsaPath;
        if (tlsa.Count == 0 && path == TlsaPath.Direct)
        {
            return rows;
        }
        var owner = ProbeZoneNames.TlsaOwner(host.Name);
        rows.Add(new ZoneRecord(owner.Parent!, null, null));
        if (path == TlsaPath.Direct)
        {
            rows.AddRange(tlsa.Select(template => Tlsa(owner, template, setup, layout)));
            return rows;
        }
        var target = test.Names.TlsaTarget(probe.Id, test.HostToken);
        rows.Add(new ZoneRecord(owner, "CNAME", target + "."));
        List<ZoneRecord> aliased =
        [
            .. tlsa.Select(template => Tlsa(target, template, setup, layout)),
        ];
        switch (path)
        {
            case TlsaPath.SecureAlias:
                records.AddRange(aliased);
                break;
            case TlsaPath.BogusAlias:
                AddChild(target, aliased, DsFit.Wrong, layout, records, children);
                break;
            default:
                // A row that PowerDNS cannot read is answered with SERVFAIL; in a zone of its own it harms no other probe.
                aliased = [new ZoneRecord(target, "TLSA", "unreadable")];
                AddChild(target, aliased, DsFit.None, layout, records, children);
                break;
        }
        return rows;
    }

    /// <summary>
    /// The mailbox of TLS reports, on a host of its own name that DANE protects: what we ask of others. Reports come even where TLS fails
    /// (RFC 8460 section 3).
    /// </summary>
    private static IEnumerable<ZoneRecord> ReportMailbox(ProbeZoneLayout layout)
    {
        if (layout.Reports is not { } reports)
        {
            return [];
        }
        var name = TlsReportTargets.MailDomain(layout.Zone);
        var owner = ProbeZoneNames.TlsaOwner(name);
        var tlsa = new TlsaRecord(
            (byte)CertificateUsage.DaneEe,
            (byte)Selector.Spki,
            (byte)MatchingType.Sha256,
            layout.Certificates.Leaves[ReceiverCertificate.Ordinary]
        );
        return
        [
            new ZoneRecord(name, "MX", $"10 {name}."),
            .. Addresses(name, reports.Addresses),
            new ZoneRecord(owner.Parent!, null, null),
            new ZoneRecord(owner, "TLSA", tlsa.ToString()),
        ];
    }

    /// <summary>Asks senders to report what they saw of a recipient domain: of lasting addresses, as a report comes a day later.</summary>
    private static IEnumerable<ZoneRecord> ReportRequest(
        OutboundTest test,
        DomainName recipient,
        ProbeZoneLayout layout
    )
    {
        if (
            !test.IsStanding
            || layout.Reports is not { } reports
            || TlsReportTargets.Owner(recipient) is not { } owner
        )
        {
            return [];
        }
        // A character string has 255 octets at most (RFC 1035 section 3.3); they are read as one.
        var strings = reports.Targets.Record.Chunk(255).Select(part => $"\"{new string(part)}\"");
        return
        [
            new ZoneRecord(owner.Parent!, null, null),
            new ZoneRecord(owner, "TXT", string.Join(' ', strings)),
        ];
    }

    private static void AddChild(
        DomainName apex,
        IEnumerable<ZoneRecord> rows,
        DsFit fit,
        ProbeZoneLayout layout,
        List<ZoneRecord> records,
        List<ZoneContent> children
    )
    {
        records.AddRange(Delegation(apex, layout));
        if (fit != DsFit.None)
        {
            var ds = fit == DsFit.Right ? layout.FaultKey.Ds(apex) : layout.FaultKey.WrongDs(apex);
            records.Add(new ZoneRecord(apex, "DS", DsText(ds)));
        }
        children.Add(
            new ZoneContent(apex, Signed: fit != DsFit.None, [.. Apex(apex, layout), .. rows])
        );
    }

    private static IEnumerable<ZoneRecord> Apex(DomainName apex, ProbeZoneLayout layout)
    {
        var seconds = (int)ProbeTiming.RecordTtl.TotalSeconds;
        var first = layout.NameServers[0].Name;
        yield return new ZoneRecord(
            apex,
            "SOA",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{first}. {layout.HostMaster}. 1 3600 600 604800 {seconds}"
            )
        );
        foreach (var server in layout.NameServers)
        {
            yield return new ZoneRecord(apex, "NS", server.Name + ".");
        }
    }

    private static IEnumerable<ZoneRecord> Delegation(DomainName apex, ProbeZoneLayout layout) =>
        layout.NameServers.Select(server => new ZoneRecord(
            apex,
            "NS",
            server.Name + ".",
            Authoritative: false
        ));

    private static IEnumerable<ZoneRecord> Addresses(
        DomainName name,
        IReadOnlyList<IPAddress> addresses
    ) =>
        addresses.Select(address => new ZoneRecord(
            name,
            address.AddressFamily == AddressFamily.InterNetwork ? "A" : "AAAA",
            address.ToString()
        ));

    private static ZoneRecord Tlsa(
        DomainName owner,
        TlsaTemplate template,
        ProbeHostSetup setup,
        ProbeZoneLayout layout
    )
    {
        var data = template.Content switch
        {
            TlsaContent.ServedLeaf => layout.Certificates.Leaves[setup.Certificate],
            TlsaContent.PrivateAuthority => layout.Certificates.PrivateAuthority,
            _ => new OctetString(SHA256.HashData(Encoding.ASCII.GetBytes("nothing " + owner))),
        };
        var record = new TlsaRecord(template.Usage, template.Selector, template.MatchingType, data);
        return new ZoneRecord(owner, "TLSA", record.ToString());
    }

    internal static string DsText(DsRecord ds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{ds.KeyTag} {ds.Algorithm} {ds.DigestType} {ds.Digest}"
        );

    /// <summary>What the parent says of a child's key.</summary>
    private enum DsFit
    {
        None,
        Right,
        Wrong,
    }
}
