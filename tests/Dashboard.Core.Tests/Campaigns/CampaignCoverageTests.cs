using CsCheck;
using Dashboard.Core.Campaigns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;

namespace Dashboard.Core.Tests.Campaigns;

public sealed class CampaignCoverageTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<AskedOrganisation> Organisation = Gen.Select(
        Gen.Int[0, 2].Select(i => new[] { "rijk", "gemeente", "waterschap" }[i]),
        Gen.Enum<CampaignContact>(),
        Gen.Enum<CampaignAnswer>(),
        Gen.Enum<SenderVerdictKind>().Nullable(),
        (layer, contact, answer, verdict) =>
            new AskedOrganisation(layer, null, contact, answer, verdict)
    );

    [Fact]
    public void Parts_add_up_and_so_do_layers() =>
        Organisation
            .Array[0, 60]
            .Sample(asked =>
            {
                var all = CampaignCoverage.Of(asked);
                (
                    all.NoAddress + all.Pending + all.Reached + all.Undeliverable + all.OptedOut
                ).ShouldBe(all.Asked);
                (
                    all.NoAnswer + all.Declined + all.NotResponsible + all.NotTestedYet + all.Tested
                ).ShouldBe(all.Asked);
                (
                    all.EnforcesDane
                    + all.Partly
                    + all.Opportunistic
                    + all.Unencrypted
                    + all.Undecided
                ).ShouldBe(all.Tested);
                all.Answered.ShouldBe(asked.Count(one => one.Answer != CampaignAnswer.None));
                all.NotTestedYet.ShouldBeGreaterThanOrEqualTo(0);
                var layers = asked
                    .GroupBy(one => one.Layer)
                    .Select(layer => CampaignCoverage.Of(layer))
                    .ToList();
                foreach (var property in typeof(CampaignCoverage).GetProperties())
                {
                    layers
                        .Sum(layer => (int)property.GetValue(layer)!)
                        .ShouldBe((int)property.GetValue(all)!, property.Name);
                }
            });

    [Fact]
    public void Every_word_has_its_own_number()
    {
        AskedOrganisation One(
            CampaignContact contact = CampaignContact.Reached,
            CampaignAnswer answer = CampaignAnswer.Accepted,
            SenderVerdictKind? verdict = null
        ) => new("rijk", null, contact, answer, verdict);

        CampaignCoverage Of(AskedOrganisation one, int times) =>
            CampaignCoverage.Of(Enumerable.Repeat(one, times));

        Of(One(CampaignContact.NoAddress), 2).NoAddress.ShouldBe(2);
        Of(One(CampaignContact.Pending), 3).Pending.ShouldBe(3);
        Of(One(), 4).Reached.ShouldBe(4);
        Of(One(CampaignContact.Undeliverable), 5).Undeliverable.ShouldBe(5);
        Of(One(CampaignContact.OptedOut), 6).OptedOut.ShouldBe(6);
        Of(One(answer: CampaignAnswer.None), 2).NoAnswer.ShouldBe(2);
        Of(One(answer: CampaignAnswer.Declined), 3).Declined.ShouldBe(3);
        Of(One(answer: CampaignAnswer.NotResponsible), 4).NotResponsible.ShouldBe(4);
        Of(One(), 5).NotTestedYet.ShouldBe(5);
        Of(One(verdict: SenderVerdictKind.EnforcesDane), 2).EnforcesDane.ShouldBe(2);
        Of(One(verdict: SenderVerdictKind.Partly), 3).Partly.ShouldBe(3);
        Of(One(verdict: SenderVerdictKind.Opportunistic), 4).Opportunistic.ShouldBe(4);
        Of(One(verdict: SenderVerdictKind.Unencrypted), 5).Unencrypted.ShouldBe(5);
        Of(One(verdict: SenderVerdictKind.Inconclusive), 6).Undecided.ShouldBe(6);
        // Who has withdrawn is not counted as tested.
        Of(One(answer: CampaignAnswer.Declined, verdict: SenderVerdictKind.Partly), 2)
            .Tested.ShouldBe(0);
    }

    [Theory]
    [InlineData(CampaignContact.NoAddress)]
    [InlineData(CampaignContact.Pending, AddressState.Pending)]
    [InlineData(
        CampaignContact.Reached,
        AddressState.Undeliverable,
        AddressState.Reached,
        AddressState.OptedOut
    )]
    [InlineData(CampaignContact.Pending, AddressState.OptedOut, AddressState.Pending)]
    [InlineData(CampaignContact.OptedOut, AddressState.Undeliverable, AddressState.OptedOut)]
    [InlineData(CampaignContact.Undeliverable, AddressState.Undeliverable)]
    public void Best_address_says_how_far_a_campaign_came(
        CampaignContact expected,
        params AddressState[] addresses
    ) => AskedOrganisation.ContactOf(addresses).ShouldBe(expected);

    private static CampaignTest Test(int day, bool mailCame, params SenderVerdictKind[] verdicts) =>
        new(Monday.AddDays(day), mailCame, verdicts, ProbeFindings.None);

    [Fact]
    public void Fault_stands_until_a_test_looks_at_it_again()
    {
        ProbeFindings fault = new([OutboundProbeId.TlsaServfail], [OutboundProbeId.TlsaServfail]);
        var broken = Test(0, true, SenderVerdictKind.Partly) with { Findings = fault };
        var half = Test(1, true, SenderVerdictKind.EnforcesDane);
        var mended = half with { Findings = fault with { Wrong = [] } };

        AskedOrganisation.VerdictOf([half, broken]).ShouldBe(SenderVerdictKind.Partly);
        AskedOrganisation.VerdictOf([mended, broken]).ShouldBe(SenderVerdictKind.EnforcesDane);
    }

    [Fact]
    public void Newest_test_that_says_something_decides_by_its_worst_sender()
    {
        AskedOrganisation.VerdictOf([]).ShouldBeNull();
        AskedOrganisation.VerdictOf([Test(0, mailCame: false)]).ShouldBeNull();
        AskedOrganisation
            .VerdictOf([Test(0, mailCame: true)])
            .ShouldBe(SenderVerdictKind.Inconclusive);
        AskedOrganisation
            .VerdictOf([Test(0, mailCame: true, SenderVerdictKind.Inconclusive)])
            .ShouldBe(SenderVerdictKind.Inconclusive);
        AskedOrganisation
            .VerdictOf([
                Test(
                    0,
                    mailCame: true,
                    SenderVerdictKind.EnforcesDane,
                    SenderVerdictKind.Opportunistic,
                    SenderVerdictKind.Inconclusive
                ),
            ])
            .ShouldBe(SenderVerdictKind.Opportunistic);
        AskedOrganisation
            .VerdictOf([
                Test(1, mailCame: true, SenderVerdictKind.EnforcesDane),
                Test(0, mailCame: true, SenderVerdictKind.Unencrypted),
                Test(2, mailCame: true),
                Test(3, mailCame: false),
            ])
            .ShouldBe(SenderVerdictKind.EnforcesDane);
    }
}
