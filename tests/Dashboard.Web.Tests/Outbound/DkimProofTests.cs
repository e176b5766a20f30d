using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.MailAuthentication;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Data.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Inbound;
using Dashboard.Probes.Inbound.Related;
using Dashboard.Probes.Tests.Outbound.Receiver.Identity;
using Dashboard.Web.Features.Outbound.Evidence;
using Dashboard.Web.Tests.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Outbound;

/// <summary>
/// From a signed message to the receiving test: a real control message through the real receiver, its key in the DNS, and a receiving
/// test of the domain that signed it. Each fact has a domain of its own, below the zone of the site.
/// </summary>
public sealed class DkimProofTests(OutboundSiteFixture fixture) : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private readonly DkimSenders senders = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signed_control_message_proves_dkim_in_a_receiving_test()
    {
        const string Domain = "signs.probe.example";
        await site.AddRecordAsync($"s1._domainkey.{Domain}", senders.Record());
        (await DkimAsync(Domain)).Status.ShouldNotBe(DkimSlug.Proven);

        await SendAsync(to => senders.Message($"a@{Domain}", to, "s1", Domain));

        var proof = await ProofAsync(Domain);
        (proof.Signer, proof.Selector).ShouldBe((Domain, "s1"));
        var verdict = await DkimAsync(Domain);
        verdict.Status.ShouldBe(DkimSlug.Proven);
        verdict.Strict.ShouldBe(StandardOutcome.Passed);
        (await JudgedByApiAsync(Domain)).ShouldBe(DkimSlug.Proven);
    }

    /// <summary>The name server that denies the name above a key in use is what has to be mended.</summary>
    [Fact]
    public async Task Name_that_is_denied_above_a_key_in_use_is_named()
    {
        const string Domain = "denies.probe.example";
        await site.AddRecordAsync($"s1._domainkey.{Domain}", senders.Record());
        await SendAsync(to => senders.Message($"a@{Domain}", to, "s1", Domain));
        await ProofAsync(Domain);
        // As by a server that answers for the names of its records alone (RFC 8020).
        await site.CountAsync(
            $"WITH gone AS (DELETE FROM pdns.records WHERE name IN ('s1._domainkey.{Domain}', '_domainkey.{Domain}') RETURNING 1) SELECT count(*) FROM gone"
        );

        // The resolver remembers the name until its time is over.
        var verdict = await Eventually.GetAsync(
            async () => await DkimAsync(Domain) is { Results.Count: > 1 } judged ? judged : null,
            within: TimeSpan.FromMinutes(3),
            what: "the denial"
        );
        verdict.Status.ShouldBe(DkimSlug.Proven);
        verdict.Results.Select(row => row.Slug).ShouldBe([DkimSlug.Proven, DkimSlug.NameDenied]);
        verdict.Advice.ShouldHaveSingleItem().Slug.ShouldBe("repair-dkim-name");
    }

    /// <summary>A message that somebody else was sent, an expired one and one to another address of the test prove nothing.</summary>
    [Fact]
    public async Task Signature_of_before_or_for_others_proves_nothing()
    {
        const string Domain = "replayed.probe.example";
        await site.AddRecordAsync($"s1._domainkey.{Domain}", senders.Record());
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var control = test.Names.Recipient(OutboundProbeId.Control, test.Token);
        var other = test.Names.Recipient(OutboundProbeId.EeGood, test.Token);
        var expiring = senders.Message(
            $"a@{Domain}",
            control,
            "s1",
            Domain,
            expires: TimeSpan.FromHours(1)
        );
        site.Clock.Step(TimeSpan.FromHours(2));
        var sender = new ScriptedSender(site, "mail.sender.example");
        foreach (
            var (to, message) in new[]
            {
                (control, expiring),
                (control, senders.Message($"a@{Domain}", "b@elsewhere.example", "s1", Domain)),
                (other, senders.Message($"a@{Domain}", other, "s1", Domain)),
            }
        )
        {
            (await sender.SendAsync(to, Encoding.ASCII.GetString(message))).ShouldStartWith("250");
        }

        await Eventually.TrueAsync(async () =>
            await site.CountAsync(
                $"SELECT count(*) FROM outbound_identities WHERE test_id = '{test.Id}'"
            ) == 3
        );
        (
            await site.CountAsync($"SELECT count(*) FROM dkim_proofs WHERE domain = '{Domain}'")
        ).ShouldBe(0);
        (await DkimAsync(Domain)).Status.ShouldNotBe(DkimSlug.Proven);
    }

    /// <summary>By the key of its organisation, which says nothing of a name for keys of its own.</summary>
    [Fact]
    public async Task Domain_above_may_sign()
    {
        const string Domain = "news.above.probe.example";
        const string Signer = "above.probe.example";
        await site.AddRecordAsync($"s1._domainkey.{Signer}", senders.Record());
        await site.AddRecordAsync($"_dmarc.{Signer}", "\"v=DMARC1; p=none; psd=n\"");
        await SendAsync(to => senders.Message($"a@{Domain}", to, "s1", Signer));

        (await ProofAsync(Domain)).Signer.ShouldBe(Signer);
        (
            await site.CountAsync($"SELECT count(*) FROM dkim_proofs WHERE domain = '{Signer}'")
        ).ShouldBe(0, "nothing was sent from it");
    }

    [Fact]
    public async Task Newest_message_counts_and_after_a_year_none_does()
    {
        const string Domain = "long-ago.probe.example";
        await site.AddRecordAsync($"old._domainkey.{Domain}", senders.Record());
        await site.AddRecordAsync($"new._domainkey.{Domain}", senders.Record());
        await SendAsync(to => senders.Message($"a@{Domain}", to, "old", Domain));
        var first = await ProofAsync(Domain);
        await SendAsync(to => senders.Message($"a@{Domain}", to, "new", Domain));
        await Eventually.TrueAsync(async () => (await ProofAsync(Domain)).Selector == "new");
        await using var db = await site.App.OpenDatabaseAsync();
        await DkimProofStore.ExpireAsync(db, first.SeenAt.AddDays(365).AddTicks(-10), Cancellation);
        (await ProofAsync(Domain)).SeenAt.ShouldBeGreaterThan(first.SeenAt);

        await db.Database.ExecuteSqlAsync(
            $"UPDATE dkim_proofs SET seen_at = {site.Clock.GetUtcNow().AddDays(-365)} WHERE domain = {Domain}",
            Cancellation
        );
        (await DkimAsync(Domain)).Status.ShouldNotBe(DkimSlug.Proven);
        await site.App.Services.GetRequiredService<ExpireEvidence>().RunAsync(Cancellation);
        (
            await site.CountAsync($"SELECT count(*) FROM dkim_proofs WHERE domain = '{Domain}'")
        ).ShouldBe(0);
    }

    /// <summary>One control message to a new test.</summary>
    private async Task SendAsync(Func<string, byte[]> sign)
    {
        var (_, test) = await site.NewTestAsync(OutboundTestKind.Basic);
        var to = test.Names.Recipient(OutboundProbeId.Control, test.Token);
        var reply = await new ScriptedSender(site, "mail.sender.example").SendAsync(
            to,
            Encoding.ASCII.GetString(sign(to))
        );
        reply.ShouldStartWith("250");
    }

    private Task<DkimProofRow> ProofAsync(string domain) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await site.App.OpenDatabaseAsync();
                return await db
                    .DkimProofs.AsNoTracking()
                    .SingleOrDefaultAsync(p => p.Domain == domain, Cancellation);
            },
            what: "the proof"
        );

    /// <summary>What a receiving test of this moment says.</summary>
    private async Task<StandardVerdict> DkimAsync(string domain)
    {
        var seen = await site
            .App.Services.GetRequiredService<InboundProbe>()
            .ObserveAsync(
                DomainName.Parse(domain),
                EvidenceDemand.Interactive,
                progress: null,
                Cancellation
            );
        seen = await site
            .App.Services.GetRequiredService<RelatedProbe>()
            .ObserveAsync(seen, EvidenceDemand.Interactive, progress: null, Cancellation);
        return InboundJudgement
            .Judge(seen)
            .Standards.Single(one => one.Standard == MailStandard.Dkim);
    }

    /// <summary>The same through the queue and the store.</summary>
    private async Task<string> JudgedByApiAsync(string domain)
    {
        using var started = await site.App.Client.PostAsJsonAsync(
            "/api/v1/inbound-tests",
            new { domain },
            Cancellation
        );
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("id")
            .GetString();
        var done = await FullTestTests.FinishAsync(site.App, id!);
        return done.Standards.Single(one => one.Standard == MailStandard.Dkim).Status;
    }
}
