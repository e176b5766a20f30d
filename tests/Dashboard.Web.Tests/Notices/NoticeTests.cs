using System.Globalization;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound;
using Dashboard.Core.Notices;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Lab;
using Dashboard.Lab.Smtp;
using Dashboard.Web.Features.Notices.Mail;
using Dashboard.Web.Features.Notices.Watch;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MimeKit;

namespace Dashboard.Web.Tests.Notices;

/// <summary>What happens, and the mail that tells of it.</summary>
public sealed class NoticeTests(PostgresFixture postgres, RelayFixture relays, LabFixture lab)
{
    private const string Organisation = MonitorSite.Good;

    /// <summary>A mailbox that is this test's alone.</summary>
    private readonly string tag = Guid.NewGuid().ToString("N")[..8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_is_told_once_when_a_second_test_confirms_it()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var own = await NoticeSite.SubscribeAsync(app, relay, "domain", "a.example", Own("ann"));
        await AddTestAsync(app, DomainStatus.Protected);
        await ConfirmedAsync(app, DomainStatus.Protected);

        // Our resolver was out of reach: it says nothing of the domain.
        await AddTestAsync(app, DomainStatus.Failed, ofOurFault: true);
        await AddTestAsync(app, DomainStatus.Failed, ofOurFault: true);
        await AddTestAsync(app, DomainStatus.Failed);
        await PendingAsync(app, DomainStatus.Failed);
        (await EventsAsync(app)).ShouldBeEmpty();
        var shows = await AddTestAsync(app, DomainStatus.Failed);

        var mail = await NoticeSite.MailAsync(
            relay,
            Own("ann"),
            m => m.Headers["List-Unsubscribe"] == $"<{NoticeSite.Site}{own}/end>"
        );
        mail.Subject.ShouldBe("E-mail naar a.example");
        mail.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
        mail.TextBody!.ShouldContain(
            "Nu: Wordt geweigerd door DANE-verzenders (DANE klopt niet). Eerst: Versleuteld en geverifieerd (DANE) (Beschermd)."
        );
        NoticeSite.Link(mail, "/receiving/").ShouldBe($"/receiving/{shows}");
        NoticeSite.Link(mail, own).ShouldBe(own);

        await AddTestAsync(app, DomainStatus.Failed);
        await AddTestAsync(app, DomainStatus.Protected);
        await PendingAsync(app, DomainStatus.Protected);
        (await EventsAsync(app)).Count.ShouldBe(1);
        (await MailCountAsync(app)).ShouldBe(1);
    }

    [Fact]
    public async Task One_message_tells_all_that_an_address_asked_for()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        foreach (var domain in new[] { "a.example", "b.example", "c.example" })
        {
            await NoticeSite.SubscribeAsync(app, relay, "domain", domain, Own("bob"));
        }
        await NoticeSite.SubscribeAsync(app, relay, "domain", "b.example", Own("jan"));
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.AddRange(Changed("a.example"), Changed("b.example"), Changed("nobodys.example"));
            await db.SaveChangesAsync(Cancellation);
        }

        var both = await NoticeSite.MailAsync(relay, Own("bob"), IsNotice);
        var one = await NoticeSite.MailAsync(relay, Own("jan"), IsNotice);

        both.Subject.ShouldBe("E-mail naar a.example, en 1 ander onderwerp");
        both.TextBody!.ShouldContain("E-mail naar b.example");
        both.TextBody!.ShouldNotContain("c.example");
        both.TextBody!.ShouldNotContain("nobodys.example");
        one.Subject.ShouldBe("E-mail naar b.example");
        (await MailCountAsync(app)).ShouldBe(2);
    }

    [Fact]
    public async Task Next_message_to_an_address_waits_and_loses_nothing()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync("Notices:DigestEvery=00:00:03");
        await NoticeSite.SubscribeAsync(app, relay, "domain", "a.example", Own("eva"));
        await AddAsync(app, Changed("a.example"));
        await NoticeSite.MailAsync(relay, Own("eva"), IsNotice);

        await AddAsync(app, Changed("a.example"), Changed("a.example"));

        var second = await Eventually.GetAsync(
            async () =>
                await MailCountAsync(app) == 2
                    ? (await SentAsync(app)).OrderBy(m => m.Id).Last()
                    : null,
            what: "a second message"
        );
        var first = (await SentAsync(app)).OrderBy(m => m.Id).First();
        (second.CreatedAt - first.CreatedAt).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
        await using var db = await app.OpenDatabaseAsync();
        (await db.Set<SubscriptionRow>().SingleAsync(Cancellation)).SeenEvent.ShouldBe(
            await db.Set<NoticeEventRow>().MaxAsync(e => e.Id, Cancellation)
        );
    }

    [Fact]
    public async Task Explanation_and_standing_test_are_told_of_before_it_is_too_late()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var now = DateTimeOffset.UtcNow;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var standing = new StandingTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Name = "Nachtelijke test",
            Kind = OutboundTestKind.Basic,
            Zone = "probe.example",
            Token = "aaaaaaaaaaaa",
            Interval = TimeSpan.FromHours(6),
            CreatedAt = now.AddDays(-2),
            Round = 1,
        };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(
                new Organisation
                {
                    Key = Organisation,
                    Name = "Gemeente Voorbeeldstad",
                    Layer = "gemeente",
                }
            );
            db.Add(standing);
            await db.SaveChangesAsync(Cancellation);
        }
        await NoticeSite.SubscribeAsync(app, relay, "organisation", Organisation, Own("ann"));
        await NoticeSite.SubscribeAsync(app, relay, "standing-test", standing.ViewId, Own("jan"));
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(
                new ExplanationRow
                {
                    OrganisationKey = Organisation,
                    Standard = FigureStandard.Dane,
                    Text = "De leverancier levert DANE later.",
                    AuthorRole = "gemeentesecretaris",
                    CreatedAt = now.AddDays(-300),
                    ValidFrom = today.AddDays(-300),
                    ValidUntil = today.AddDays(10),
                }
            );
            await db.SaveChangesAsync(Cancellation);
        }

        var explanation = await NoticeSite.MailAsync(relay, Own("ann"), IsNotice);
        var overdue = await NoticeSite.MailAsync(relay, Own("jan"), IsNotice);

        explanation.Subject.ShouldBe("E-mail naar Gemeente Voorbeeldstad");
        explanation.TextBody!.ShouldContain(
            "De verklaring over DANE bij ontvangen geldt tot en met"
        );
        NoticeSite.Link(explanation, "/organisations/").ShouldBe($"/organisations/{Organisation}");
        overdue.Subject.ShouldBe("Vaste test van de verzending: Nachtelijke test");
        overdue.TextBody!.ShouldContain("Er kwam geen e-mail toen die er had moeten zijn.");
        // The owner's link is a secret of the owner's.
        overdue.TextBody!.ShouldNotContain(standing.ViewId);
        (await EventsAsync(app)).Count.ShouldBe(2);
    }

    /// <summary>Each sender against itself: another one that mails the addresses says nothing of it.</summary>
    [Fact]
    public async Task Sender_of_a_standing_test_that_turns_worse_is_told_of_once()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var now = DateTimeOffset.UtcNow;
        var standing = new StandingTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Name = "Nachtelijke test",
            Kind = OutboundTestKind.Basic,
            Zone = "probe.example",
            Token = "bbbbbbbbbbbb",
            // Long enough that nothing is overdue before the rounds are there.
            Interval = TimeSpan.FromDays(30),
            CreatedAt = now.AddDays(-20),
            Round = 5,
        };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(standing);
            await db.SaveChangesAsync(Cancellation);
        }
        await NoticeSite.SubscribeAsync(app, relay, "standing-test", standing.ViewId, Own("kim"));
        await using (var db = await app.OpenDatabaseAsync())
        {
            AddRound(
                db,
                standing,
                1,
                ("sender.example", SenderVerdictKind.EnforcesDane),
                ("elsewhere.example", SenderVerdictKind.EnforcesDane)
            );
            AddRound(
                db,
                standing,
                2,
                ("sender.example", SenderVerdictKind.EnforcesDane),
                ("other.example", SenderVerdictKind.Opportunistic),
                (null, SenderVerdictKind.EnforcesDane)
            );
            AddRound(db, standing, 3, ("sender.example", SenderVerdictKind.Inconclusive));
            // By another method, and a sender that nobody knows: neither can be compared.
            AddRound(
                db,
                standing,
                4,
                ("sender.example", SenderVerdictKind.Partly),
                ("elsewhere.example", SenderVerdictKind.Partly),
                (null, SenderVerdictKind.Unencrypted)
            );
            await db.SaveChangesAsync(Cancellation);
        }

        var told = await NoticeSite.MailAsync(relay, Own("kim"), IsNotice);

        told.TextBody!.ShouldContain(
            "Uitgaande e-mail van sender.example is minder goed beschermd."
        );
        told.TextBody!.ShouldContain("controleert DANE, maar niet in alle gevallen");
        told.TextBody!.ShouldNotContain(standing.ViewId);
        told.TextBody!.ShouldNotContain("other.example");
        await app
            .Services.GetServices<IHostedService>()
            .OfType<NoticeWatch>()
            .Single()
            .LookAsync(Cancellation);
        var happened = (await EventsAsync(app)).ShouldHaveSingleItem();
        happened.Facts.SendingBefore.ShouldBe(SenderVerdictKind.EnforcesDane);
        happened.Facts.SendingAfter.ShouldBe(SenderVerdictKind.Partly);
    }

    /// <summary>sending-cases G14, in the mail: where the check of certificates was not settled, nobody is said to check nothing.</summary>
    [Fact]
    public async Task Sender_that_turns_worse_is_accused_of_no_more_than_was_seen()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        var standing = new StandingTestRow
        {
            Id = Guid.NewGuid(),
            ViewId = PublicId.New(),
            Name = "Nachtelijke test",
            Kind = OutboundTestKind.Full,
            Zone = "probe.example",
            Token = "cccccccccccc",
            Interval = TimeSpan.FromDays(30),
            CreatedAt = DateTimeOffset.UtcNow.AddDays(-20),
            Round = 5,
        };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.Add(standing);
            await db.SaveChangesAsync(Cancellation);
        }
        await NoticeSite.SubscribeAsync(app, relay, "standing-test", standing.ViewId, Own("kim"));
        await using (var db = await app.OpenDatabaseAsync())
        {
            AddRound(db, standing, 3, ("sender.example", SenderVerdictKind.EnforcesDane));
            AddRound(
                db,
                standing,
                4,
                [OutboundProbeId.Control, OutboundProbeId.StartTls454],
                ("sender.example", SenderVerdictKind.Opportunistic)
            );
            await db.SaveChangesAsync(Cancellation);
        }

        var told = await NoticeSite.MailAsync(relay, Own("kim"), IsNotice);

        told.TextBody!.ShouldContain("De mailserver bezorgt soms onbeschermd");
        told.TextBody!.ShouldNotContain("controleert niet met wie");
        var facts = (await EventsAsync(app)).ShouldHaveSingleItem().Facts;
        facts.SendingAfter.ShouldBe(SenderVerdictKind.Opportunistic);
        facts.CheckAfter.ShouldBe(new(Known: false, VerifiesPkix: false));
    }

    [Theory]
    [InlineData(SenderVerdictKind.Opportunistic, false, false, "bezorgt soms onbeschermd; of DANE")]
    [InlineData(SenderVerdictKind.Opportunistic, true, false, "versleutelt, maar controleert niet")]
    [InlineData(SenderVerdictKind.Opportunistic, true, true, "controleert certificaten, maar geen")]
    [InlineData(SenderVerdictKind.Partly, false, false, "controleert DANE, maar niet in alle")]
    public void Words_of_a_sender_say_what_is_known_of_its_check(
        SenderVerdictKind verdict,
        bool known,
        bool pkix,
        string says
    ) =>
        new NoticeLines.Words(CultureInfo.GetCultureInfo("nl"))
            .Sending(verdict, new(known, pkix))
            .ShouldStartWith(says);

    private static void AddRound(
        DashboardDb db,
        StandingTestRow standing,
        int round,
        params (string? Domain, SenderVerdictKind Verdict)[] senders
    ) => AddRound(db, standing, round, [], senders);

    private static void AddRound(
        DashboardDb db,
        StandingTestRow standing,
        int round,
        IReadOnlyList<OutboundProbeId> settled,
        params (string? Domain, SenderVerdictKind Verdict)[] senders
    )
    {
        var at = standing.CreatedAt.AddDays(4 * round);
        var id = Guid.NewGuid();
        db.OutboundTests.Add(
            new()
            {
                Id = id,
                ViewId = PublicId.New(),
                Kind = standing.Kind,
                Zone = standing.Zone,
                Token = standing.Token,
                HostToken = $"host{round}{id:N}"[..20],
                Hosts = [],
                Addresses = [],
                StandingTestId = standing.Id,
                Round = round,
                OpenedAt = at,
                FirstMailAt = at,
                ClosesAt = at.AddDays(1),
                ClosedAt = at.AddDays(1),
                DueAt = at,
                JudgedAt = at.AddDays(1),
                VerdictKind = senders.Min(sender => sender.Verdict),
                MethodVersion = round == 1 ? "outbound-3" : "outbound-4",
            }
        );
        db.OutboundSenders.AddRange(
            senders.Select(
                (sender, position) =>
                    new OutboundSenderRow
                    {
                        TestId = id,
                        Position = position,
                        Domain = sender.Domain,
                        Verdict = sender.Verdict,
                        Firm = true,
                        Mandatory = false,
                        VerifiesPkix = false,
                        Settled = settled,
                    }
            )
        );
    }

    /// <summary>What the notice advises follows from what ends, and is what the page of the result advises.</summary>
    [Theory]
    [InlineData(
        CertificateRole.Named,
        "Het certificaat van mx.example verloopt",
        "Zet vóór de vernieuwing een record van de sleutel (3 1 1) in het DNS"
    )]
    [InlineData(
        CertificateRole.UnderAnchor,
        "Een certificaat van mx.example verloopt",
        "Vernieuw het op tijd bij dezelfde uitgever"
    )]
    [InlineData(
        CertificateRole.Anchor,
        "Het certificaat van de uitgever in het TLSA-record van mx.example verloopt",
        "Zet eerst een record van het nieuwe certificaat van de uitgever ernaast"
    )]
    public async Task Certificate_that_ends_is_told_once(
        CertificateRole role,
        string says,
        string advises
    )
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync();
        await NoticeSite.SubscribeAsync(app, relay, "domain", "a.example", Own("ann"));
        await AddAsync(
            app,
            new NoticeEventRow
            {
                Key = $"certificate-ends:{Guid.NewGuid()}",
                Kind = NoticeKind.CertificateEnds,
                At = DateTimeOffset.UtcNow,
                Domain = "a.example",
                Facts = new()
                {
                    Where = "mx.example",
                    EndsAt = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero),
                    Role = role,
                    TestId = PublicId.New(),
                },
            }
        );

        var mail = await NoticeSite.MailAsync(
            relay,
            Own("ann"),
            m => m.TextBody!.Contains(says, StringComparison.Ordinal)
        );

        mail.TextBody!.ShouldContain("verloopt op 1 maart 2027");
        mail.TextBody!.ShouldContain(advises);
        (role == CertificateRole.UnderAnchor).ShouldBe(
            !mail.TextBody!.Contains("Zet ", StringComparison.Ordinal),
            "below an anchor nothing has to change in DNS"
        );
    }

    /// <summary>Real rounds: strangers hear of one when it is published, accounts when it is measured.</summary>
    [Fact]
    public async Task Round_is_told_to_strangers_when_it_is_published_and_not_before()
    {
        var relay = await relays.GetAsync();
        await using var app = await StartAsync([
            .. await lab.SettingsAsync(),
            "Probe:RetryAfter=00:00:00.1",
            "Rounds:SweepEvery=00:00:00.2",
        ]);
        var account = new Account
        {
            Id = Guid.NewGuid(),
            UserName = "analist",
            NormalizedUserName = "ANALIST",
            Role = AccountRole.Analyst,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        // Sees what is public alone.
        var reader = new Account
        {
            Id = Guid.NewGuid(),
            UserName = "lezer",
            NormalizedUserName = "LEZER",
            Role = AccountRole.Reader,
            CreatedAt = DateTimeOffset.UtcNow,
        };
        var former = new Account
        {
            Id = Guid.NewGuid(),
            UserName = "oud",
            NormalizedUserName = "OUD",
            Role = AccountRole.Analyst,
            CreatedAt = DateTimeOffset.UtcNow,
            DisabledAt = DateTimeOffset.UtcNow,
        };
        await using (var db = await app.OpenDatabaseAsync())
        {
            db.AddRange(account, reader, former);
            await db.SaveChangesAsync(Cancellation);
            await ConfirmAsync(db, Own("ann"), SubscriptionTarget.Organisation, Organisation, null);
            await ConfirmAsync(db, Own("bob"), SubscriptionTarget.Domain, "ee-rsa.example", null);
            await ConfirmAsync(db, Own("kim"), SubscriptionTarget.Rounds, "all", reader.Id);
            await ConfirmAsync(db, Own("eva"), SubscriptionTarget.Rounds, "all", former.Id);
            // Last: what the others were told has left before.
            await ConfirmAsync(db, Own("jan"), SubscriptionTarget.Rounds, "all", account.Id);
        }

        await MonitorSite.FillAsync(app);

        await NoticeSite.MailAsync(
            relay,
            Own("jan"),
            m =>
                m.TextBody!.Contains(
                    $"De meting {MonitorSite.SecondRound} is klaar.",
                    StringComparison.Ordinal
                )
        );
        var organisation = await NoticeSite.MailAsync(
            relay,
            Own("ann"),
            IsAbout(MonitorSite.FirstRound)
        );
        organisation.TextBody!.ShouldContain("Beschermd: 2 van 2 gemeten maildomeinen.");
        var domain = await NoticeSite.MailAsync(relay, Own("bob"), IsAbout(MonitorSite.FirstRound));
        domain.TextBody!.ShouldContain("Uitslag: Versleuteld en geverifieerd (DANE) (Beschermd).");
        foreach (var stranger in new[] { Own("ann"), Own("bob"), Own("kim"), Own("eva") })
        {
            relay
                .Messages(stranger)
                .ShouldNotContain(text =>
                    text.Contains(MonitorSite.SecondRound, StringComparison.Ordinal)
                );
        }
        relay
            .Messages(Own("eva"))
            .Select(NoticeSite.Read)
            .ShouldNotContain(m => IsAbout(MonitorSite.FirstRound)(m));
        // The tests of the two domains are real too, and everybody can see them.
        await using var after = await app.OpenDatabaseAsync();
        var watched = await Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                var rows = await db.Set<WatchedDomainRow>()
                    .AsNoTracking()
                    .ToListAsync(Cancellation);
                return rows.Count == 2 && rows.TrueForAll(row => row.Confirmed is not null)
                    ? rows
                    : null;
            },
            what: "tests of both domains"
        );
        watched.ShouldAllBe(row => row.Confirmed!.Status == DomainStatus.Protected);
    }

    private static Func<MimeMessage, bool> IsAbout(string round) =>
        message =>
            message.TextBody!.Contains(
                $"De meting {round} is gepubliceerd.",
                StringComparison.Ordinal
            );

    private static bool IsNotice(MimeMessage message) =>
        message.Headers["List-Unsubscribe"] is not null;

    private async Task<DashboardApp> StartAsync(params string[] settings)
    {
        var relay = await relays.GetAsync();
        return await DashboardApp.StartAsync(
            await postgres.CreateDatabaseAsync(),
            [
                .. NoticeSite.Settings(relay.Port),
                "Notices:ConfirmAfter=00:00:00",
                // Our own tests come to nothing where there is no resolver.
                "Dns:Resolver=127.0.0.1:9",
                .. settings,
            ]
        );
    }

    private static async Task ConfirmAsync(
        DashboardDb db,
        string mailbox,
        SubscriptionTarget target,
        string key,
        Guid? account
    )
    {
        var now = DateTimeOffset.UtcNow;
        await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
        var recipient = await Outbox.RecipientAsync(
            db,
            $"{mailbox}@{PostfixRelay.Domain}",
            now,
            Cancellation
        );
        db.Add(
            new SubscriptionRow
            {
                RecipientId = recipient.Id,
                Target = target,
                TargetKey = key,
                Language = "nl",
                AccountId = account,
                CreatedAt = now,
                ConfirmedAt = now,
            }
        );
        await db.SaveChangesAsync(Cancellation);
        await transaction.CommitAsync(Cancellation);
    }

    private static NoticeEventRow Changed(string domain) =>
        new()
        {
            Key = $"changed:{Guid.NewGuid()}",
            Kind = NoticeKind.Changed,
            At = DateTimeOffset.UtcNow,
            Domain = domain,
            Facts = new()
            {
                Before = new(DomainStatus.Protected, ConnectionType.EncryptedAndVerified),
                After = new(DomainStatus.None, ConnectionType.Encrypted),
                TestId = PublicId.New(),
            },
        };

    private static async Task AddAsync(DashboardApp app, params NoticeEventRow[] happened)
    {
        await using var db = await app.OpenDatabaseAsync();
        db.AddRange(happened);
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task<string> AddTestAsync(
        DashboardApp app,
        DomainStatus status,
        bool ofOurFault = false
    )
    {
        var observation = Greeted(Samples.Observation());
        if (ofOurFault)
        {
            observation = observation with
            {
                Mx = observation.Mx with
                {
                    Outcome = LookupOutcome.Failed,
                    Failure = LookupFailure.ResolverUnreachable,
                },
            };
        }
        var verdict = Samples.Verdict(status);
        if (status == DomainStatus.Failed)
        {
            verdict = verdict with { ConnectionType = null };
        }
        await using var db = await app.OpenDatabaseAsync();
        return await db.AddFinishedAsync(DateTimeOffset.UtcNow, observation, verdict, Cancellation);
    }

    /// <summary>Of servers that answered: only they are followed.</summary>
    private static InboundObservation Greeted(InboundObservation seen) =>
        seen with
        {
            Hosts =
            [
                .. seen.Hosts.Select(host =>
                    host with
                    {
                        Addresses =
                        [
                            .. host.Addresses.Select(address =>
                                address with
                                {
                                    Attempts =
                                    [
                                        .. address.Attempts.Select(attempt =>
                                            attempt with
                                            {
                                                Greeting = new(220, ["mx.example ESMTP"]),
                                            }
                                        ),
                                    ],
                                }
                            ),
                        ],
                    }
                ),
            ],
        };

    private static Task<WatchedDomainRow> ConfirmedAsync(DashboardApp app, DomainStatus status) =>
        WatchedAsync(app, row => row.Confirmed?.Status == status);

    private static Task<WatchedDomainRow> PendingAsync(DashboardApp app, DomainStatus status) =>
        WatchedAsync(app, row => row.Pending?.Status == status);

    private static Task<WatchedDomainRow> WatchedAsync(
        DashboardApp app,
        Func<WatchedDomainRow, bool> fits
    ) =>
        Eventually.GetAsync(
            async () =>
            {
                await using var db = await app.OpenDatabaseAsync();
                return
                    await db.Set<WatchedDomainRow>()
                        .AsNoTracking()
                        .SingleOrDefaultAsync(w => w.Domain == "a.example", Cancellation)
                        is { } row
                    && fits(row)
                    ? row
                    : null;
            },
            what: "the domain watched"
        );

    private static async Task<List<NoticeEventRow>> EventsAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<NoticeEventRow>().AsNoTracking().ToListAsync(Cancellation);
    }

    private static async Task<List<MailRow>> SentAsync(DashboardApp app)
    {
        await using var db = await app.OpenDatabaseAsync();
        return await db.Set<MailRow>()
            .AsNoTracking()
            .Where(m => m.Kind == MailKind.Notice)
            .ToListAsync(Cancellation);
    }

    private static async Task<int> MailCountAsync(DashboardApp app) => (await SentAsync(app)).Count;

    private string Own(string mailbox) => $"{mailbox}+{tag}";
}
