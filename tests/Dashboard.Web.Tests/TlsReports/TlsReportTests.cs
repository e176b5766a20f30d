using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Core.Dns;
using Dashboard.Core.Organisations;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Core.Tests.Outbound.TlsReports;
using Dashboard.Data.Organisations;
using Dashboard.Data.TlsReports;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Probes.Tests.Outbound.Receiver;
using Dashboard.Probes.Tests.Outbound.Receiver.Identity;
using Dashboard.Probes.Tests.Outbound.Receiver.Reports;
using Dashboard.Web.Features.Inbound;
using Dashboard.Web.Features.Outbound.Standing;
using Dashboard.Web.Features.Outbound.Zone;
using Dashboard.Web.Features.PersonalData;
using Dashboard.Web.Features.TlsReports;
using Dashboard.Web.Platform;
using Dashboard.Web.Tests.Outbound;
using Dashboard.Web.Tests.Support;
using DnsClient;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Web.Tests.TlsReports;

/// <summary>Reports of senders, by mail and by post, from the DNS that asks for them to the pages that show them.</summary>
public sealed class TlsReportTests(OutboundSiteFixture fixture) : IClassFixture<OutboundSiteFixture>
{
    private readonly OutboundSite site = fixture.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StandingTests Standing => site.App.Services.GetRequiredService<StandingTests>();

    [Fact]
    public async Task Posted_report_is_shown_beside_the_test_and_names_nobody()
    {
        var test = await StartAsync();
        var report = Report(test, OutboundProbeId.EeGood);

        (await PostAsync(report)).ShouldBe((HttpStatusCode.NoContent, null));
        (await PostAsync(report)).ShouldBe((HttpStatusCode.NoContent, null));

        (await RowsAsync(test)).ShouldHaveSingleItem().Sender.ShouldBeNull();
        foreach (var id in new[] { test.Id, test.ReadingId })
        {
            var page = await ReadAsync(SitePaths.StandingTest(id), "en");
            page.ShouldContain("unverified sender");
            page.ShouldContain("DANE looked up");
            page.ShouldContain("This is the sender&#x27;s own word.");
            page.ShouldContain("verification failed");
            page.ShouldNotContain("Example Mail");
        }
        (await ReadAsync(SitePaths.StandingTest(test.ReadingId), "nl")).ShouldNotContain(
            Recipient(test, OutboundProbeId.EeGood).Value
        );
        // The verdict is that of the test, which saw nothing.
        (await Standing.FindAsync(test.Id, before: null, Cancellation))!.Latest.ShouldBeNull();
    }

    [Fact]
    public async Task Mailed_report_counts_for_the_organisation_that_signed_it()
    {
        var test = await StartAsync();
        var senders = new DkimSenders();
        await AddRecordAsync("key._domainkey.probe.example", senders.Record());
        var report = Report(test, OutboundProbeId.EeGood);
        // The same report by post before: a name is more than none, and both are one report.
        (await PostAsync(report)).Status.ShouldBe(HttpStatusCode.NoContent);

        var reply = await MailAsync(
            senders.Sign(
                ReportMail.Of("noreply@probe.example", ReportMail.Gzip(Octets(report))),
                "key",
                "probe.example"
            )
        );

        reply.ShouldBe("250 2.6.0 Report received");
        (await RowsAsync(test)).ShouldHaveSingleItem().Sender.ShouldBe("probe.example");
        (await PostAsync(report)).Status.ShouldBe(HttpStatusCode.NoContent);
        (await RowsAsync(test)).Count.ShouldBe(1);
        var page = await ReadAsync(SitePaths.StandingTest(test.Id), "en");
        page.ShouldContain("probe.example</");
        page.ShouldNotContain("unverified sender");
        (await ReadAsync(SitePaths.Domain(DomainName.Parse("probe.example")), "en")).ShouldContain(
            "According to TLS reports of this domain itself"
        );
        (
            await ReadAsync(SitePaths.Domain(DomainName.Parse("other.example")), "en")
        ).ShouldNotContain("According to TLS reports of this domain itself");
    }

    [Fact]
    public async Task Unsigned_mail_is_refused_and_not_kept()
    {
        var test = await StartAsync();
        using var stream = new MemoryStream();
        await ReportMail
            .Of("a@sender.example", ReportMail.Gzip(Octets(Report(test, OutboundProbeId.EeGood))))
            .WriteToAsync(stream, Cancellation);

        (await MailAsync(stream.ToArray())).ShouldEndWith(": not-signed");
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_of_a_test_that_does_not_last_is_not_kept()
    {
        var (_, once) = await site.NewTestAsync(OutboundTestKind.Basic);
        var report = Report(once.Names.RecipientDomain(OutboundProbeId.EeGood, once.Token));

        (await PostAsync(report)).ShouldBe((HttpStatusCode.Forbidden, "not-asked-for"));
    }

    [Fact]
    public async Task Report_of_a_host_name_or_a_stranger_is_not_kept()
    {
        var test = await StartAsync();
        var host = DomainName.Parse("mx." + Recipient(test, OutboundProbeId.EeGood));

        (await PostAsync(Report(host))).ShouldBe((HttpStatusCode.Forbidden, "not-asked-for"));
        (await PostAsync(Report(DomainName.Parse("stranger.example")))).ShouldBe(
            (HttpStatusCode.Forbidden, "not-asked-for")
        );
    }

    [Fact]
    public async Task Only_domains_of_the_report_that_ask_for_it_are_kept()
    {
        var test = await StartAsync();
        var report = Report(test, OutboundProbeId.EeGood);
        report["policies"]![1]!["policy"]!["policy-domain"] = "stranger.example";

        (await PostAsync(report)).Status.ShouldBe(HttpStatusCode.NoContent);

        await using var db = await site.App.OpenDatabaseAsync();
        var row = (await RowsAsync(test)).Single();
        (
            await db.Set<TlsReportPolicyRow>()
                .Where(p => p.ReportId == row.Id)
                .Select(p => p.Domain)
                .ToListAsync(Cancellation)
        ).ShouldBe([Recipient(test, OutboundProbeId.EeGood).Value]);
    }

    [Fact]
    public async Task Domain_of_an_organisation_is_reported_of_while_its_record_names_us()
    {
        var named = DomainName.Parse("handed.probe.example");
        var other = DomainName.Parse("other-rua.probe.example");
        var without = DomainName.Parse("without.probe.example");
        var organisation = await RegisterAsync(named, other, without);
        await AddRecordAsync(
            "_smtp._tls.handed.probe.example",
            "\"v=TLSRPTv1; rua=mailto:own@handed.probe.example,mailto:tls-reports@reports.probe.example\""
        );
        await AddRecordAsync(
            "_smtp._tls.other-rua.probe.example",
            "\"v=TLSRPTv1; rua=mailto:own@other-rua.probe.example\""
        );

        (await PostAsync(Report(named))).ShouldBe((HttpStatusCode.NoContent, null));
        (await PostAsync(Report(other))).ShouldBe((HttpStatusCode.Forbidden, "not-asked-for"));
        (await PostAsync(Report(without))).ShouldBe((HttpStatusCode.Forbidden, "not-asked-for"));

        var page = await ReadAsync(SitePaths.Organisation(organisation), "nl");
        page.ShouldContain("TLS-rapporten over een eigen domein hierheen laten sturen");
        page.ShouldContain("rua=mailto:tls-reports@reports.probe.example");
        // A post names nobody, so no sender is shown.
        page.ShouldContain("Geen rapport laat zien dat DANE is opgezocht.");
    }

    [Fact]
    public async Task Domain_that_cannot_be_looked_up_makes_the_sender_try_again()
    {
        var test = await StartAsync(OutboundTestKind.Full);

        var (status, code) = await PostAsync(Report(test, OutboundProbeId.MxBogus));

        (status, code).ShouldBe((HttpStatusCode.ServiceUnavailable, "unavailable"));
    }

    [Theory]
    [InlineData("not-json", 400)]
    [InlineData("gzip-damaged", 400)]
    [InlineData("too-large-expanded", 400)]
    [InlineData("too-large", 413)]
    [InlineData("no-report", 415)]
    public async Task Refusal_says_what_is_wrong(string code, int status)
    {
        var (type, octets) = code switch
        {
            "not-json" => (TlsReportPosts.Json, "{"u8.ToArray()),
            "gzip-damaged" => (TlsReportPosts.Gzip, TlsReportText.Gzip("{}"u8)[..^1]),
            "too-large-expanded" => (
                TlsReportPosts.Gzip,
                TlsReportText.Gzip(new byte[TlsReportLimits.ExpandedOctets + 1])
            ),
            "too-large" => (TlsReportPosts.Json, new byte[TlsReportLimits.Octets + 1]),
            _ => ("application/json", "{}"u8.ToArray()),
        };

        (await PostAsync(type, octets)).ShouldBe(((HttpStatusCode)status, code));
    }

    [Fact]
    public async Task Body_that_says_no_length_is_bounded_too()
    {
        using var content = new EndlessContent();
        content.Headers.ContentType = new MediaTypeHeaderValue(TlsReportPosts.Json);

        using var response = await site.App.Client.PostAsync(
            SitePaths.TlsReportsApi,
            content,
            Cancellation
        );

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Client_has_a_limit_of_its_own()
    {
        using var limiter = new ClientLimiter(1, 10);
        using var posts = Posts(limiter);

        (await StatusAsync("192.0.2.1")).ShouldBe(StatusCodes.Status400BadRequest);
        (await StatusAsync("192.0.2.1")).ShouldBe(StatusCodes.Status429TooManyRequests);
        (await StatusAsync("203.0.113.1")).ShouldBe(StatusCodes.Status400BadRequest);

        async Task<int> StatusAsync(string client) =>
            StatusOf(await posts.TakeAsync(Request(client, new MemoryStream("{"u8.ToArray()))));
    }

    [Fact]
    public async Task Uploads_that_stall_keep_no_report_of_another_network_out()
    {
        var test = await StartAsync();
        using var limiter = new ClientLimiter(100, 100);
        using var posts = Posts(limiter);
        var stalled = new List<Pipe>();
        string[] networks = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
        var slow = networks
            .SelectMany(client => Enumerable.Repeat(client, ReportPlaces.OfOne))
            .Select(client => posts.TakeAsync(Request(client, Stalled())))
            .ToList();
        var another = Request("192.0.2.1", Stalled());

        StatusOf(await posts.TakeAsync(another)).ShouldBe(503);
        another.Response.Headers.RetryAfter.ToString().ShouldBe("5");
        slow.ShouldAllBe(upload => !upload.IsCompleted);
        StatusOf(
                await posts.TakeAsync(
                    Request(
                        "203.0.113.1",
                        new MemoryStream(Octets(Report(test, OutboundProbeId.EeGood)))
                    )
                )
            )
            .ShouldBe(204);
        (await RowsAsync(test)).Count.ShouldBe(1);
        stalled.ForEach(upload => upload.Writer.Complete());
        (await Task.WhenAll(slow)).Select(StatusOf).ShouldAllBe(status => status == 400);

        Stream Stalled()
        {
            stalled.Add(new Pipe());
            return stalled[^1].Reader.AsStream();
        }
    }

    [Fact]
    public async Task Report_with_the_number_of_another_that_says_something_else_is_another()
    {
        var test = await StartAsync();
        var senders = new DkimSenders();
        await AddRecordAsync("same._domainkey.probe.example", senders.Record());
        var report = Report(test, OutboundProbeId.EeGood);
        var before = (JsonObject)report.DeepClone();
        before["policies"]![0]!["summary"]!["total-successful-session-count"] = 900;
        var behind = (JsonObject)report.DeepClone();
        behind["policies"]![0]!["failure-details"]![0]!["failed-session-count"] = 901;

        (await PostAsync(before)).Status.ShouldBe(HttpStatusCode.NoContent);
        var mail = ReportMail.Of("noreply@probe.example", ReportMail.Gzip(Octets(report)));
        (await MailAsync(senders.Sign(mail, "same", "probe.example"))).ShouldStartWith("250");
        (await PostAsync(behind)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await RowsAsync(test))
            .OrderBy(row => row.Id)
            .Select(row => row.Sender)
            .ShouldBe([null, "probe.example", null]);
    }

    [Fact]
    public async Task Same_report_twice_at_once_counts_once()
    {
        var test = await StartAsync();
        var report = Report(test, OutboundProbeId.EeGood);

        var replies = await Task.WhenAll(PostAsync(report), PostAsync(report));

        replies.ShouldAllBe(reply => reply.Status == HttpStatusCode.NoContent);
        (await RowsAsync(test)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Policies_of_one_kind_and_domain_are_added_up()
    {
        var test = await StartAsync();
        var report = Report(test, OutboundProbeId.EeGood);
        var second = report["policies"]![1]!;
        second["policy"]!["policy-type"] = "tlsa";
        second["failure-details"] = new JsonArray(
            report["policies"]![0]!["failure-details"]![0]!.DeepClone()
        );

        (await PostAsync(report)).Status.ShouldBe(HttpStatusCode.NoContent);

        var policy = (await PoliciesAsync(test)).ShouldHaveSingleItem();
        policy.Successful.ShouldBe(13);
        policy.Failed.ShouldBe(4);
        policy.Failures.ShouldBe([
            new(TlsReportFailure.ValidationFailure, 4),
            new(TlsReportFailure.Other, 1),
        ]);
    }

    [Fact]
    public async Task Domain_that_is_full_is_left_out_of_a_report_with_another()
    {
        var (full, other) = (await StartAsync(), await StartAsync());
        for (var i = 0; i < OutboundSiteFixture.UnverifiedPerDomain; i++)
        {
            await PostAsync(Report(full, OutboundProbeId.EeGood));
        }
        var report = Report(full, OutboundProbeId.EeGood);
        report["policies"]![1]!["policy"]!["policy-domain"] = Recipient(
            other,
            OutboundProbeId.EeGood
        ).Value;

        (await PostAsync(report)).Status.ShouldBe(HttpStatusCode.NoContent);

        (await RowsAsync(full)).Count.ShouldBe(OutboundSiteFixture.UnverifiedPerDomain);
        (await RowsAsync(other)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Test_that_is_being_deleted_leaves_no_report()
    {
        var test = await StartAsync();
        await using var connection = new NpgsqlConnection(site.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var held = new NpgsqlCommand(
            "SELECT 1 FROM standing_tests WHERE view_id = @id FOR UPDATE",
            connection,
            transaction
        );
        held.Parameters.AddWithValue("id", test.Id);
        await held.ExecuteScalarAsync(Cancellation);

        var post = PostAsync(Report(test, OutboundProbeId.EeGood));
        await WaitingAsync("%standing_tests%FOR KEY SHARE%");
        var deletion = Standing.DeleteAsync(test.Id, Cancellation);
        await WaitingAsync("DELETE FROM standing_tests%");
        await transaction.CommitAsync(Cancellation);

        (await deletion).ShouldBeTrue();
        (await post).Status.ShouldBeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.NoContent);
        (await RowsAsync(test)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Report_with_a_name_is_shown_however_many_without_one_there_are()
    {
        var test = await StartAsync();
        var named = DomainName.Parse("many.probe.example");
        var organisation = await RegisterAsync(named);
        await using (var connection = new NpgsqlConnection(site.ConnectionString))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(
                """
                WITH kept AS (
                    INSERT INTO tls_reports (digest, sender, starts_at, ends_at, received_at)
                    SELECT
                        sha256(convert_to(@recipient || n, 'UTF8')),
                        CASE n WHEN 0 THEN 'many-sender.example' END,
                        @now - interval '4 days',
                        @now - interval '3 days' + n * interval '1 second',
                        @now - interval '2 days'
                    FROM generate_series(0, 2001) AS n
                    RETURNING id
                )
                INSERT INTO tls_report_policies (report_id, position, domain, kind, successful, failed, failures)
                SELECT id, domains.position - 1, domains.name, 'tlsa', 1, 0, '[]'
                FROM kept, unnest(ARRAY[@recipient, @named]) WITH ORDINALITY AS domains (name, position)
                """,
                connection
            );
            command.Parameters.AddWithValue(
                "recipient",
                Recipient(test, OutboundProbeId.EeGood).Value
            );
            command.Parameters.AddWithValue("named", named.Value);
            command.Parameters.AddWithValue("now", site.Clock.GetUtcNow());
            (await command.ExecuteNonQueryAsync(Cancellation)).ShouldBe(2 * 2002);
        }

        (await ReadAsync(SitePaths.StandingTest(test.Id), "en")).ShouldContain(
            "many-sender.example"
        );
        (await ReadAsync(SitePaths.Organisation(organisation), "en")).ShouldContain(
            "many-sender.example"
        );
    }

    [Fact]
    public async Task Reports_without_a_name_of_one_domain_have_a_limit_and_keep_no_named_one_out()
    {
        var test = await StartAsync();
        var senders = new DkimSenders();
        await AddRecordAsync("full._domainkey.probe.example", senders.Record());
        for (var i = 0; i < OutboundSiteFixture.UnverifiedPerDomain; i++)
        {
            (await PostAsync(Report(test, OutboundProbeId.EeGood))).Status.ShouldBe(
                HttpStatusCode.NoContent
            );
        }

        (await PostAsync(Report(test, OutboundProbeId.EeGood))).ShouldBe(
            (HttpStatusCode.TooManyRequests, "too-many")
        );
        var signed = senders.Sign(
            ReportMail.Of(
                "noreply@probe.example",
                ReportMail.Gzip(Octets(Report(test, OutboundProbeId.EeGood)))
            ),
            "full",
            "probe.example"
        );
        (await MailAsync(signed)).ShouldStartWith("250");
    }

    [Fact]
    public async Task Deleted_test_takes_its_reports_with_it()
    {
        var (test, other) = (await StartAsync(), await StartAsync());
        await PostAsync(Report(test, OutboundProbeId.EeGood));
        await PostAsync(Report(other, OutboundProbeId.EeGood));

        await Standing.DeleteAsync(test.Id, Cancellation);

        (await RowsAsync(test)).ShouldBeEmpty();
        (await RowsAsync(other)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Report_is_removed_after_its_time_and_with_the_person_whose_domain_it_names()
    {
        var (old, young) = (await StartAsync(), await StartAsync());
        await PostAsync(Report(old, OutboundProbeId.EeGood));
        await PostAsync(Report(young, OutboundProbeId.EeGood));
        var kept = new TlsReportOptions().KeepFor;
        await using var db = await site.App.OpenDatabaseAsync();
        var ids = (await RowsAsync(old)).Select(row => row.Id).ToList();
        var now = site.Clock.GetUtcNow();
        await db.Set<TlsReportRow>()
            .Where(r => ids.Contains(r.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(r => r.ReceivedAt, now - kept - TimeSpan.FromMinutes(1)),
                Cancellation
            );

        await site
            .App.Services.GetServices<IPersonalData>()
            .OfType<TlsReportsPersonalData>()
            .Single()
            .ExpireAsync(db, now, Cancellation);

        (await RowsAsync(old)).ShouldBeEmpty();
        (await RowsAsync(young)).Count.ShouldBe(1);

        var person = Person.Read(Recipient(young, OutboundProbeId.EeGood).Value)!;
        var report = new ErasureReport { Pseudonym = "x" };
        var data = site
            .App.Services.GetServices<IPersonalData>()
            .OfType<TlsReportsPersonalData>()
            .Single();
        var export = new PersonalExport();
        await data.ExportAsync(db, person, export, Cancellation);
        export.Found["tls-report"].Count.ShouldBe(1);
        (await data.NamesAsync(db, Cancellation)).ShouldContain(person.Name);
        await data.EraseAsync(db, person, report, Cancellation);
        report.Count.ShouldBe(1);
        (await RowsAsync(young)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_of_a_test_without_reports_says_so_in_both_languages()
    {
        var test = await StartAsync();

        (await ReadAsync(SitePaths.StandingTest(test.Id), "nl")).ShouldContain(
            "In de afgelopen 31 dagen is er geen rapport gekomen."
        );
        (await ReadAsync(SitePaths.StandingTest(test.Id), "en")).ShouldContain(
            "No report came in the past 31 days."
        );
    }

    private async Task<StandingTestView> StartAsync(OutboundTestKind kind = OutboundTestKind.Basic)
    {
        var id = (
            await Standing.StartAsync(
                new("Gemeente Voorbeeld", null, kind, TimeSpan.FromDays(1)),
                IPAddress.Loopback,
                Cancellation
            )
        )
            .ShouldBeOfType<StandingTestStart.Accepted>()
            .Id;
        return (await Standing.FindAsync(id, before: null, Cancellation))!;
    }

    private static DomainName Recipient(StandingTestView test, OutboundProbeId probe) =>
        test.Recipients.Single(one => one.Value == probe).Key;

    private JsonObject Report(StandingTestView test, OutboundProbeId probe) =>
        Report(Recipient(test, probe));

    /// <summary>Of one domain, with a number of its own.</summary>
    private JsonObject Report(DomainName domain)
    {
        var report = (JsonObject)JsonNode.Parse(ReportMail.Report(site.Clock.GetUtcNow()))!;
        report["report-id"] = Guid.NewGuid().ToString();
        report["policies"]![0]!["policy"]!["policy-domain"] = domain.Value;
        report["policies"]![1]!["policy"]!["policy-domain"] = domain.Value;
        return report;
    }

    private TlsReportPosts Posts(ClientLimiter limiter) =>
        new(
            site.App.Services.GetRequiredService<TlsReportDesk>(),
            site.App.Services.GetRequiredService<ConfiguredProbeZone>(),
            limiter,
            TimeProvider.System
        );

    private DefaultHttpContext Request(string client, Stream body) =>
        new()
        {
            RequestServices = site.App.Services,
            Request = { ContentType = TlsReportPosts.Json, Body = body },
            Connection = { RemoteIpAddress = IPAddress.Parse(client) },
        };

    private static int StatusOf(IResult result) =>
        ((IStatusCodeHttpResult)result).StatusCode!.Value;

    /// <summary>Until a statement like it waits for a lock of another.</summary>
    private async Task WaitingAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(site.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await Eventually.GetAsync(
            async () =>
            {
                await using var command = new NpgsqlCommand(
                    """
                    SELECT query FROM pg_stat_activity
                    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE @statement
                    """,
                    connection
                );
                command.Parameters.AddWithValue("statement", statement);
                return await command.ExecuteScalarAsync(Cancellation) as string;
            },
            what: $"a wait of {statement}"
        );
    }

    private async Task<IReadOnlyList<TlsReportPolicyRow>> PoliciesAsync(StandingTestView test)
    {
        var domains = test.Recipients.Keys.Select(domain => domain.Value).ToList();
        await using var db = await site.App.OpenDatabaseAsync();
        return await db.Set<TlsReportPolicyRow>()
            .AsNoTracking()
            .Where(p => domains.Contains(p.Domain))
            .ToListAsync(Cancellation);
    }

    private static byte[] Octets(JsonNode report) => TlsReportText.Octets(report);

    private Task<(HttpStatusCode Status, string? Code)> PostAsync(JsonObject report) =>
        PostAsync(TlsReportPosts.Gzip, TlsReportText.Gzip(Octets(report)));

    private async Task<(HttpStatusCode Status, string? Code)> PostAsync(string type, byte[] octets)
    {
        using var content = new ByteArrayContent(octets);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await site.App.Client.PostAsync(
            SitePaths.TlsReportsApi,
            content,
            Cancellation
        );
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        return (
            response.StatusCode,
            body.Length == 0
                ? null
                : JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()
        );
    }

    /// <summary>To the host that the DNS names for the mailbox.</summary>
    /// <returns>The reply to the end of the message.</returns>
    private async Task<string> MailAsync(byte[] message)
    {
        var host = await site.Resolver.RecordsAsync(
            TlsReportTargets.MailDomain(OutboundSite.Zone),
            QueryType.A,
            Cancellation
        );
        var address = IPAddress.Parse(host.ShouldHaveSingleItem().Split(' ')[^1]);
        await using var client = await RawClient.GreetAsync(
            new IPEndPoint(address, site.SmtpPort),
            Cancellation
        );
        await client.SayAsync("MAIL FROM:<bounce@probe.example>");
        (await client.SayAsync($"RCPT TO:<{ReportMail.Address}>")).ShouldStartWith("250");
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        await client.SendAsync([.. message, .. "\r\n.\r\n"u8]);
        return await client.ReplyAsync();
    }

    private async Task<IReadOnlyList<TlsReportRow>> RowsAsync(StandingTestView test)
    {
        var domains = test.Recipients.Keys.Select(domain => domain.Value).ToList();
        await using var db = await site.App.OpenDatabaseAsync();
        return await db.Set<TlsReportRow>()
            .AsNoTracking()
            .Where(r =>
                db.Set<TlsReportPolicyRow>()
                    .Any(p => p.ReportId == r.Id && domains.Contains(p.Domain))
            )
            .ToListAsync(Cancellation);
    }

    private async Task<string> ReadAsync(string path, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await site.App.Client.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>In the zone that the resolver knows, as the owner of the name would have it.</summary>
    private Task AddRecordAsync(string name, string content) => site.AddRecordAsync(name, content);

    /// <returns>The key of its organisation.</returns>
    private async Task<string> RegisterAsync(params DomainName[] domains)
    {
        await using var db = await site.App.OpenDatabaseAsync();
        var organisation = new Organisation
        {
            Key = $"test-{Guid.NewGuid():N}",
            Name = "Gemeente Voorbeeld",
            Layer = "gemeente",
        };
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync(Cancellation);
        db.OrganisationDomains.AddRange(
            domains.Select(domain => new OrganisationDomain
            {
                OrganisationId = organisation.Id,
                Domain = domain.Value,
                Source = RegisterSource.Manual,
            })
        );
        await db.SaveChangesAsync(Cancellation);
        return organisation.Key;
    }

    /// <summary>In chunks, without a length before them.</summary>
    private sealed class EndlessContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context
        )
        {
            var chunk = new byte[64 * 1024];
            for (var sent = 0; sent <= TlsReportLimits.Octets; sent += chunk.Length)
            {
                await stream.WriteAsync(chunk);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
