using System.Diagnostics.CodeAnalysis;
using static Dashboard.Core.Outbound.Catalogue.TlsaContent;

namespace Dashboard.Core.Outbound.Catalogue;

/// <summary>The catalogue. Its table with all columns is in docs/sending-test.md, held to this list by a test.</summary>
public static class OutboundProbes
{
    private static readonly TlsaTemplate GoodEe = TlsaTemplate.DaneEe(ServedLeaf);

    private static readonly TlsaTemplate WrongEe = TlsaTemplate.DaneEe(NothingServed);

    private static readonly TlsaTemplate GoodTa = TlsaTemplate.DaneTa(PrivateAuthority);

    /// <summary>3 1 9: a matching type that nobody has defined (RFC 7218 section 2.3).</summary>
    private static readonly TlsaTemplate Unusable = new(3, 1, 9, ServedLeaf);

    public static IReadOnlyList<OutboundProbe> All { get; } =
    [
        new()
        {
            Id = OutboundProbeId.Control,
            Slug = "control",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.Path,
            Weight = ProbeWeight.Required,
            Rfc = "RFC 7672 section 2.2",
            InBasic = true,
            Hosts = [new()],
        },
        new()
        {
            Id = OutboundProbeId.TlsOnly,
            Slug = "tls-only",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.TlsWhereOffered,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 3207 section 4",
            Hosts = [new() { Listener = ListenerBehaviour.TlsOnly }],
        },
        new()
        {
            Id = OutboundProbeId.PkixBad,
            Slug = "pkix-bad",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.NoPkixWithoutTlsa,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 2.2",
            Hosts = [new() { Certificate = ReceiverCertificate.ExpiredWrongName }],
        },
        new()
        {
            Id = OutboundProbeId.EeGood,
            Slug = "ee-good",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.DaneEe,
            Weight = ProbeWeight.Required,
            Rfc = "RFC 7672 section 3.1.1",
            InBasic = true,
            TlsaForcesTls = true,
            Hosts = [new() { Certificate = ReceiverCertificate.ExpiredWrongName, Tlsa = [GoodEe] }],
        },
        new()
        {
            Id = OutboundProbeId.TaGood,
            Slug = "ta-good",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.DaneTa,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 3.1.2",
            TlsaForcesTls = true,
            Hosts = [new() { Certificate = ReceiverCertificate.PrivateAuthority, Tlsa = [GoodTa] }],
        },
        new()
        {
            Id = OutboundProbeId.Rollover,
            Slug = "rollover",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.AnyMatchSuffices,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7671 section 8.1",
            TlsaForcesTls = true,
            Hosts = [new() { Tlsa = [WrongEe, GoodEe] }],
        },
        new()
        {
            Id = OutboundProbeId.TlsaCname,
            Slug = "tlsa-cname",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.TlsaAlias,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7671 section 7",
            TlsaForcesTls = true,
            Hosts = [new() { Tlsa = [GoodEe], TlsaPath = TlsaPath.SecureAlias }],
        },
        new()
        {
            Id = OutboundProbeId.InsecureHost,
            Slug = "insecure-host",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.NoDaneOnInsecureHost,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 2.2.2",
            ZoneFault = ZoneFault.HostUnsigned,
            Hosts = [new() { Tlsa = [WrongEe] }],
        },
        new()
        {
            Id = OutboundProbeId.Unusable,
            Slug = "unusable",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.TlsWithUnusableTlsa,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 2.2",
            TlsaForcesTls = true,
            Hosts = [new() { Tlsa = [Unusable] }],
        },
        new()
        {
            Id = OutboundProbeId.PkixUsage,
            Slug = "pkix-usage",
            Expected = ExpectedDelivery.Any,
            Proves = Protection.PkixUsages,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 3.1.3",
            Hosts = [new() { Tlsa = [new TlsaTemplate(1, 1, 1, ServedLeaf)] }],
        },
        new()
        {
            Id = OutboundProbeId.Mismatch,
            Slug = "mismatch",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.CertificateAuthentication,
            Weight = ProbeWeight.Required,
            Rfc = "RFC 7672 section 3.1.1",
            InBasic = true,
            TlsaForcesTls = true,
            Heal = HealAction.CorrectTlsa,
            Hosts = [new() { Tlsa = [WrongEe], MustNotReceive = true }],
        },
        new()
        {
            Id = OutboundProbeId.Stripped,
            Slug = "stripped",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.StripResistance,
            Weight = ProbeWeight.Required,
            Rfc = "RFC 7672 section 2.2",
            InBasic = true,
            TlsaForcesTls = true,
            Heal = HealAction.MoveToStartTls,
            Hosts =
            [
                new()
                {
                    Listener = ListenerBehaviour.NoStartTls,
                    Tlsa = [GoodEe],
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.StartTls454,
            Slug = "starttls-454",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.NoFallbackAfterRefusedStartTls,
            Weight = ProbeWeight.Core,
            Rfc = "RFC 7672 section 2.2",
            TlsaForcesTls = true,
            FirmRule = FirmRule.SecondAttempt,
            Heal = HealAction.MoveToStartTls,
            Hosts =
            [
                new()
                {
                    Listener = ListenerBehaviour.StartTlsUnavailable,
                    Tlsa = [GoodEe],
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.HandshakeClose,
            Slug = "handshake-close",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.NoFallbackAfterBrokenHandshake,
            Weight = ProbeWeight.Core,
            Rfc = "RFC 7672 section 2.2",
            TlsaForcesTls = true,
            FirmRule = FirmRule.SecondAttempt,
            Heal = HealAction.MoveToStartTls,
            Hosts =
            [
                new()
                {
                    Listener = ListenerBehaviour.CloseAfterStartTls,
                    Tlsa = [GoodEe],
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.TaName,
            Slug = "ta-name",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.NameChecks,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 3.2.2",
            TlsaForcesTls = true,
            Heal = HealAction.CorrectTlsa,
            Hosts =
            [
                new()
                {
                    Certificate = ReceiverCertificate.PrivateAuthorityWrongName,
                    Tlsa = [GoodTa],
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.TaMissing,
            Slug = "ta-missing",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.TrustAnchorInChain,
            Weight = ProbeWeight.Core,
            Rfc = "RFC 7672 section 3.1.2",
            TlsaForcesTls = true,
            Heal = HealAction.CorrectTlsa,
            Hosts =
            [
                new()
                {
                    Certificate = ReceiverCertificate.PrivateAuthorityNotSent,
                    Tlsa = [GoodTa],
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.TlsaBogus,
            Slug = "tlsa-bogus",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.TlsaValidation,
            Weight = ProbeWeight.Required,
            Rfc = "RFC 7672 section 2.1.2",
            InBasic = true,
            TlsaForcesTls = true,
            FirmRule = FirmRule.Absence,
            Heal = HealAction.CorrectTlsa,
            Hosts =
            [
                new()
                {
                    Tlsa = [GoodEe],
                    TlsaPath = TlsaPath.BogusAlias,
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.TlsaServfail,
            Slug = "tlsa-servfail",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.FailClosed,
            Weight = ProbeWeight.Core,
            Rfc = "RFC 7672 section 2.1.2",
            TlsaForcesTls = true,
            FirmRule = FirmRule.Absence,
            Heal = HealAction.CorrectTlsa,
            Hosts = [new() { TlsaPath = TlsaPath.FailingAlias, MustNotReceive = true }],
        },
        new()
        {
            Id = OutboundProbeId.MxBogus,
            Slug = "mx-bogus",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.ResolverValidation,
            Weight = ProbeWeight.Core,
            Rfc = "RFC 7672 section 2.1.2",
            ZoneFault = ZoneFault.AllBogus,
            FirmRule = FirmRule.Absence,
            Heal = HealAction.CorrectDs,
            Hosts = [new() { MustNotReceive = true }],
        },
        new()
        {
            Id = OutboundProbeId.UnusableStripped,
            Slug = "unusable-stripped",
            Expected = ExpectedDelivery.Withhold,
            Proves = Protection.TlsaForcesTls,
            Weight = ProbeWeight.Corner,
            Rfc = "RFC 7672 section 2.2",
            TlsaForcesTls = true,
            Heal = HealAction.MoveToStartTls,
            Hosts =
            [
                new()
                {
                    Listener = ListenerBehaviour.NoStartTls,
                    Tlsa = [Unusable],
                    MustNotReceive = true,
                },
            ],
        },
        new()
        {
            Id = OutboundProbeId.MxPair,
            Slug = "mx-pair",
            Expected = ExpectedDelivery.Deliver,
            Proves = Protection.PerHostPolicy,
            Weight = ProbeWeight.Core,
            Rfc = "RFC 7672 section 2.2.1",
            TlsaForcesTls = true,
            Hosts =
            [
                new() { Tlsa = [WrongEe], MustNotReceive = true },
                new()
                {
                    Role = HostRole.Secondary,
                    Preference = 20,
                    Certificate = ReceiverCertificate.ExpiredWrongName,
                    Tlsa = [GoodEe],
                },
            ],
        },
    ];

    private static readonly Dictionary<OutboundProbeId, OutboundProbe> ById = All.ToDictionary(
        probe => probe.Id
    );

    private static readonly Dictionary<string, OutboundProbe> BySlug = All.ToDictionary(
        probe => probe.Slug,
        StringComparer.OrdinalIgnoreCase
    );

    public static OutboundProbe Get(OutboundProbeId id) => ById[id];

    public static bool TryGet(string slug, [NotNullWhen(true)] out OutboundProbe? probe) =>
        BySlug.TryGetValue(slug, out probe);

    /// <summary>In the order of the catalogue.</summary>
    public static IReadOnlyList<OutboundProbe> Of(OutboundTestKind kind) =>
        [.. All.Where(probe => probe.IsIn(kind))];
}
