using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Check.Terminal;
using Dashboard.Core.Adoption;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.Judgement;
using Dashboard.Data;
using Dashboard.Data.Accounts;
using Dashboard.Data.Campaigns;
using Dashboard.Data.Notices;
using Dashboard.Data.Organisations;
using Dashboard.Data.Rounds;
using Dashboard.Web.Cli;
using Dashboard.Web.Features.Accounts;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Web.Tests.PersonalData;

/// <summary>A database with one person in every place that can have one, and the commands on it.</summary>
internal static class PeopleScene
{
    /// <summary>Name of an account and e-mail address at once.</summary>
    public const string Anna = "Anna.de-Vries@voorbeeld.example";

    /// <summary>Somebody else, in the same texts.</summary>
    public const string Bert = "bert@voorbeeld.example";

    public const string Server = "198.51.100.77";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Bert is an administrator too.</summary>
    public static async Task FillAsync(DashboardApp app)
    {
        await MakeAccountAsync(app, Anna);
        await MakeAccountAsync(app, Bert);
        await app
            .Services.GetRequiredService<ApiKeyDesk>()
            .CreateAsync(Anna, Anna, ApiScopes.Read, Cancellation);
        await app
            .Services.GetRequiredService<Invitations>()
            .CreateAsync(Anna, "Carla", AccountRole.Analyst, null, Cancellation);
        await using var db = await app.OpenDatabaseAsync();
        var now = TimeProvider.System.GetUtcNow();
        var anna = await db.Accounts.SingleAsync(a => a.UserName == Anna, Cancellation);
        var recipient = await AddRecipientAsync(db, Anna, now);
        await AddRecipientAsync(db, Bert, now);
        db.Add(
            new BatchRequestRow
            {
                RequestId = new string('a', 32),
                AccountId = anna.Id,
                Name = "nightly",
                Domains = ["voorbeeld.example"],
                Rejected = [Anna],
                SubmittedAt = now,
            }
        );
        db.AuditEntries.Add(
            new()
            {
                At = now,
                Actor = Bert,
                Action = "list-renamed",
                Subject = "list 1",
                Before = $$"""{"name":"of\n{{Anna}}, {{Bert}}"}""",
                After = $$"""{"by":"{{Anna}}"}""",
            }
        );
        var round = new RoundRow
        {
            Name = "A round",
            Kind = RoundKind.Measurement,
            State = RoundState.Closed,
            ListHash = new string('0', 64),
            Domains = 1,
            Profile = "dane",
            Method = new(new Dictionary<string, string>(), new Dictionary<string, string>()),
            StartedAt = now,
            MeasuredOn = new(2026, 3, 1),
            ClosedAt = now,
            Notes = [new(now, "erratum", "analyst", $"Asked by:\n{Anna} and {Bert}")],
        };
        db.Add(round);
        db.Add(
            new DomainList
            {
                Name = "A list",
                Description = $"Questions: {Anna}.",
                Kind = DomainListKind.ByHand,
                CreatedAt = now,
            }
        );
        db.Add(
            new ExplanationRow
            {
                OrganisationKey = "gm0001",
                Standard = FigureStandard.Dane,
                Text = $"Mail to {Anna.ToUpperInvariant()}, or {Bert}.",
                AuthorRole = "secretary",
                CreatedAt = now,
                ValidFrom = new(2026, 1, 1),
                ValidUntil = new(2030, 1, 1),
            }
        );
        await db.SaveChangesAsync(Cancellation);
        db.Add(
            new RoundCommentRow
            {
                RoundId = round.Id,
                OrganisationKey = "gm0001",
                Kind = CommentKind.Other,
                Text = $"This is {Anna}; x{Anna} is another.",
                CreatedAt = now,
            }
        );
        AddSender(db, now);
        await AddCampaignAsync(db, recipient, now);
        db.Add(
            new SubscriptionRow
            {
                RecipientId = recipient,
                Target = SubscriptionTarget.Domain,
                TargetKey = "voorbeeld.example",
                Language = "nl",
                CreatedAt = now,
                ConfirmedAt = now,
            }
        );
        await db.SaveChangesAsync(Cancellation);
    }

    /// <summary>Of its own organisation's account, by the way that operators have.</summary>
    public static async Task MakeAccountAsync(DashboardApp app, string name)
    {
        var (_, problem) = await app
            .Services.GetRequiredService<Invitations>()
            .CreateWithPasswordAsync(
                name,
                name,
                AccountRole.Administrator,
                null,
                "a long enough sentence",
                Cancellation
            );
        problem.ShouldBeNull();
    }

    /// <summary>Tables in which a text is anywhere, in whatever case.</summary>
    public static async Task<IReadOnlyList<string>> TablesWithAsync(string database, string text)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        var tables = new List<string>();
        await using (
            var list = new NpgsqlCommand(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('public', 'hangfire')",
                connection
            )
        )
        await using (var reader = await list.ExecuteReaderAsync(Cancellation))
        {
            while (await reader.ReadAsync(Cancellation))
            {
                tables.Add(reader.GetString(0));
            }
        }
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var look = new NpgsqlCommand(
                $"SELECT count(*) FROM {table} t WHERE strpos(lower(t::text), lower($1)) > 0",
                connection
            );
            look.Parameters.Add(new() { Value = text });
            if ((long)(await look.ExecuteScalarAsync(Cancellation))! > 0)
            {
                found.Add(table);
            }
        }
        return found;
    }

    public static async Task<(int Status, string Output, string Error)> PeopleAsync(
        string database,
        params string[] words
    )
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var reader = new StringReader(string.Empty);
        var status = await PeopleCommand.RunAsync(
            [.. words, $"--ConnectionStrings:Dashboard={database}"],
            new CommandConsole(reader, output, error, ErrorIsTerminal: false),
            new EnglishCommandTexts(),
            Cancellation
        );
        return (status, output.ToString(), error.ToString());
    }

    public static UnixFileMode ModeOf(string file) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file);

    public static byte[] Digest(string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(name.ToLowerInvariant()));

    private static async Task<long> AddRecipientAsync(
        DashboardDb db,
        string address,
        DateTimeOffset now
    )
    {
        var recipient = new MailRecipientRow
        {
            Digest = Digest(address),
            Address = address,
            CreatedAt = now,
        };
        db.Add(recipient);
        await db.SaveChangesAsync(Cancellation);
        db.Add(
            new MailRow
            {
                Key = $"test:{recipient.Id}",
                RecipientId = recipient.Id,
                Kind = MailKind.Notice,
                Language = "nl",
                Subject = "A notice",
                Text = "What happened.",
                CreatedAt = now,
                DueAt = now + TimeSpan.FromDays(1),
            }
        );
        return recipient.Id;
    }

    private static async Task AddCampaignAsync(DashboardDb db, long recipient, DateTimeOffset now)
    {
        var campaign = new CampaignRow
        {
            Name = "A campaign",
            State = CampaignState.Running,
            StartsAt = now,
            EndsAt = now + TimeSpan.FromDays(30),
            ReminderDays = [],
            Writer = "Forum",
            Contact = Anna,
            PurposeNl = "Doel",
            PurposeEn = "Purpose",
            ConsentNl = "Akkoord",
            ConsentEn = "Consent",
            CreatedAt = now,
        };
        db.Add(campaign);
        await db.SaveChangesAsync(Cancellation);
        var organisation = new CampaignOrganisationRow
        {
            CampaignId = campaign.Id,
            OrganisationKey = "gm0001",
            Name = "Gemeente",
            Layer = "gemeente",
            Domains = ["voorbeeld.example"],
            Language = "nl",
        };
        db.Add(organisation);
        await db.SaveChangesAsync(Cancellation);
        db.Add(
            new CampaignAddressRow
            {
                OrganisationId = organisation.Id,
                RecipientId = recipient,
                Source = $"Telephone call with {Anna}",
                AddedAt = now,
            }
        );
    }

    private static void AddSender(DashboardDb db, DateTimeOffset now)
    {
        var (test, session, source) = (
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            IPAddress.Parse(Server)
        );
        db.OutboundTests.Add(
            new()
            {
                Id = test,
                ViewId = PublicId.New(),
                Kind = OutboundTestKind.Full,
                Zone = "probe.example",
                Token = "token",
                HostToken = "host",
                Hosts = [],
                Addresses = [],
                OpenedAt = now,
                ClosesAt = now,
                ClosedAt = now,
                DueAt = now,
                VerdictKind = SenderVerdictKind.Inconclusive,
                MethodVersion = "outbound-3",
                JudgedAt = now,
                Verdict = new()
                {
                    MethodVersion = "outbound-3",
                    Closed = true,
                    Verdict = SenderVerdictKind.Inconclusive,
                    Probes = [],
                    Senders =
                    [
                        new()
                        {
                            Verdict = SenderVerdictKind.Inconclusive,
                            Probes = [],
                            Domain = DomainName.Parse("voorbeeld.example"),
                            SourceAddresses = [source],
                            Ehlos = ["anna-laptop.example"],
                        },
                    ],
                },
            }
        );
        db.OutboundSessions.Add(
            new()
            {
                Id = session,
                TestIds = [test],
                TiedIds = [test],
                LocalAddress = IPAddress.Loopback,
                StartedAt = now,
                TouchedAt = now,
                SourceAddress = source,
                SourceGroup = source,
                SaidMail = false,
                Evidence = new()
                {
                    Id = session,
                    StartedAt = now,
                    Listener = ListenerBehaviour.Normal,
                    Certificate = ReceiverCertificate.Ordinary,
                    LocalAddress = IPAddress.Loopback,
                    SourceAddress = source,
                    Ehlo = "anna-laptop.example",
                },
            }
        );
        db.OutboundQueries.Add(
            new()
            {
                TestId = test,
                At = now,
                Name = "x.probe.example",
                Type = DnsRecordType.A,
                DnssecOk = true,
                ResolverAddress = source,
            }
        );
    }
}
