using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using static Dashboard.Core.Outbound.Catalogue.OutboundProbeId;
using static Dashboard.Core.Tests.Outbound.SessionShape;

namespace Dashboard.Core.Tests.Outbound;

/// <summary>
/// The verdict of a sender that delivers to good DANE and whose control did not come: it may demand DANE everywhere
/// (RFC 7672 section 6), which excuses the control and nothing else.
/// </summary>
public sealed class MandatoryVerdictTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(10);

    private sealed record MandatoryCase
    {
        /// <summary>It asked for the control's host, and stayed away.</summary>
        public bool AsksForControl { get; init; } = true;

        /// <summary>Attempts at <c>mismatch</c>.</summary>
        public int Refusals { get; init; } = 2;

        /// <summary>What it does twice at <c>tlsa-bogus</c>; null where it does not come.</summary>
        public SessionShape? Bogus { get; init; } = TlsAndQuit;

        public bool AsksForBogus { get; init; }

        public required SenderVerdictKind Verdict { get; init; }

        public bool Mandatory { get; init; }

        public bool Firm { get; init; }

        public SenderVerdictKind? Leaning { get; init; }

        public OutboundProbeId[] Undetermined { get; init; } = [];

        public Protection[] Missing { get; init; } = [];
    }

    private static readonly Dictionary<string, MandatoryCase> MandatoryCases = new()
    {
        ["the control is refused, the rest is right"] = new()
        {
            Verdict = SenderVerdictKind.EnforcesDane,
            Mandatory = true,
            Firm = true,
        },
        ["the control was never sent"] = new()
        {
            AsksForControl = false,
            Verdict = SenderVerdictKind.Inconclusive,
            Leaning = SenderVerdictKind.EnforcesDane,
            Undetermined = [Control],
        },
        ["a refusal that is required came once"] = new()
        {
            Refusals = 1,
            Verdict = SenderVerdictKind.Inconclusive,
            Leaning = SenderVerdictKind.EnforcesDane,
            Undetermined = [Mismatch],
        },
        ["the failed lookup is refused provisionally"] = new()
        {
            Bogus = null,
            AsksForBogus = true,
            Verdict = SenderVerdictKind.EnforcesDane,
            Mandatory = true,
        },
        ["the failed lookup is not tried"] = new()
        {
            Bogus = null,
            Verdict = SenderVerdictKind.Inconclusive,
            Leaning = SenderVerdictKind.EnforcesDane,
            Undetermined = [TlsaBogus],
        },
        ["the failed lookup is taken for an absent record"] = new()
        {
            Bogus = MailOverTls,
            Verdict = SenderVerdictKind.Partly,
            Firm = true,
            Missing = [Protection.TlsaValidation],
        },
    };

    public static TheoryData<string> Mandatory => [.. MandatoryCases.Keys];

    [Theory]
    [MemberData(nameof(Mandatory))]
    public void Demand_for_DANE_everywhere_excuses_the_control_alone(string name)
    {
        var given = MandatoryCases[name];
        var scene = Scene
            .Of(OutboundTestKind.Basic)
            .Query(EeGood, DnsRecordType.Mx, TimeSpan.FromSeconds(1))
            .See(EeGood, TimeSpan.FromSeconds(2), MailOverTlsWithSni)
            .Refuse(Stripped, Start, Leave);
        if (given.AsksForControl)
        {
            scene.Query(Control, DnsRecordType.Mx, TimeSpan.FromSeconds(3));
        }
        for (var i = 0; i < given.Refusals; i++)
        {
            scene.See(Mismatch, Start + (TimeSpan.FromSeconds(70) * i), TlsAndQuit);
        }
        if (given.Bogus is { } shape)
        {
            scene.Refuse(TlsaBogus, Start, shape);
        }
        if (given.AsksForBogus)
        {
            scene.Query(TlsaBogus, DnsRecordType.Tlsa, Start);
        }
        foreach (var probe in new[] { Mismatch, Stripped, TlsaBogus })
        {
            if (given.Refusals > 1 && given.Bogus is not null)
            {
                scene.PutRight(probe, TimeSpan.FromMinutes(20));
            }
        }

        var verdict = scene.Judge(TimeSpan.FromHours(1)).Senders.ShouldHaveSingleItem();

        verdict.Verdict.ShouldBe(given.Verdict);
        verdict.Mandatory.ShouldBe(given.Mandatory);
        verdict.Firm.ShouldBe(given.Firm);
        verdict.Leaning.ShouldBe(given.Leaning);
        verdict.Undetermined.ShouldBe(given.Undetermined);
        verdict.Missing.ShouldBe(given.Missing);
    }

    [Theory]
    [InlineData(
        "good DANE refused, what does not match delivered",
        nameof(TlsAndQuit),
        nameof(MailOverTls),
        true
    )]
    [InlineData("both refused", nameof(TlsAndQuit), nameof(TlsAndQuit), false)]
    [InlineData("both delivered", nameof(MailOverTls), nameof(MailOverTls), false)]
    [InlineData(
        "good DANE delivered, what does not match refused",
        nameof(MailOverTls),
        nameof(TlsAndQuit),
        false
    )]
    public void Sender_is_said_to_verify_by_WebPKI_where_only_that_explains_what_it_refuses(
        string what,
        string good,
        string mismatch,
        bool verifies
    )
    {
        var scene = Scene.Of().Control(TimeSpan.FromSeconds(2));
        foreach (var seconds in new[] { 10, 1500 })
        {
            scene
                .See(EeGood, TimeSpan.FromSeconds(seconds), Enum.Parse<SessionShape>(good))
                .See(Mismatch, TimeSpan.FromSeconds(seconds), Enum.Parse<SessionShape>(mismatch));
        }

        scene
            .Judge(TimeSpan.FromHours(1))
            .Senders.ShouldHaveSingleItem()
            .Traits.ShouldBe(verifies ? [SenderTrait.VerifiesPkix] : [], what);
    }
}
