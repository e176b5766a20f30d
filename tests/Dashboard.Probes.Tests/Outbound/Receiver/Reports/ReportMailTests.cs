using System.Text;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Core.Outbound.TlsReports;
using Dashboard.Core.Tests.Outbound.TlsReports;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver;
using Dashboard.Probes.Outbound.Receiver.Identity;
using Dashboard.Probes.Outbound.Receiver.Reports;
using Dashboard.Probes.Tests.Outbound.Receiver.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Reports;

/// <summary>The mailbox of TLS reports, over real SMTP, with the keys of senders in a real DNS.</summary>
[Collection(SenderDnsCollection.Name)]
public sealed class ReportMailTests(SenderDnsFixture senders)
{
    private const string From = "noreply@sender.example";

    private readonly TestMailbox mailbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static byte[] Report => ReportMail.Report(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData("good")]
    [InlineData("reports")]
    [InlineData("mail")]
    public async Task Signed_report_counts_for_the_organisation_that_signed_it(string selector)
    {
        var message = ReportMail.Of(From, ReportMail.Gzip(Report));

        (await SendAsync(Signed(message, selector))).ShouldBe("250 2.6.0 Report received");

        var (report, sender) = mailbox.Kept.ShouldHaveSingleItem();
        sender.ShouldNotBeNull().Value.ShouldBe("sender.example");
        report.ReportId.ShouldBe("2026-11-27T00:00:00Z_recipient.example");
        report.Policies[0].Kind.ShouldBe(TlsReportPolicyKind.Tlsa);
    }

    [Fact]
    public async Task Report_that_is_not_compressed_is_read_too()
    {
        var message = ReportMail.Of(From, ReportMail.Json(Report));

        (await SendAsync(Signed(message))).ShouldStartWith("250");

        mailbox.Kept.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("from another organisation", "a@lax.example", "sender.example")]
    [InlineData("signed below the organisation", "a@news.sender.example", "news.sender.example")]
    public async Task Report_whose_signature_names_no_writer_is_kept_without_a_name(
        string _,
        string from,
        string signer
    )
    {
        var message = ReportMail.Of(from, ReportMail.Gzip(Report));
        var selector = signer.StartsWith("news", StringComparison.Ordinal) ? "under" : "good";

        (await SendAsync(senders.Dkim.Sign(message, selector, signer))).ShouldStartWith("250");

        mailbox.Kept.ShouldHaveSingleItem().Sender.ShouldBeNull();
    }

    [Theory]
    [InlineData("testing")]
    [InlineData("both")]
    [InlineData("revoked")]
    [InlineData("absent")]
    public async Task Report_without_a_signature_that_counts_is_refused(string selector)
    {
        var message = ReportMail.Of(From, ReportMail.Gzip(Report));

        (await SendAsync(Signed(message, selector))).ShouldBe(
            "554 5.6.0 Not kept as a TLS report (RFC 8460): not-signed"
        );
        mailbox.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unsigned_report_is_refused()
    {
        using var stream = new MemoryStream();
        await ReportMail.Of(From, ReportMail.Gzip(Report)).WriteToAsync(stream, Cancellation);

        (await SendAsync(stream.ToArray())).ShouldEndWith(": not-signed");
        mailbox.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changed_report_is_refused()
    {
        var signed = Signed(ReportMail.Of(From, ReportMail.Json(Report)));
        var changed = Encoding
            .ASCII.GetString(signed)
            .Replace("This is an aggregate", "This is no aggregate", StringComparison.Ordinal);

        (await SendAsync(Encoding.ASCII.GetBytes(changed))).ShouldEndWith(": not-signed");
        mailbox.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Signature_of_a_part_of_the_body_does_not_count_for_reports()
    {
        var headers = $"From: {From}\r\nContent-Type: application/tlsrpt+json\r\n";
        var message = senders.Dkim.SignedInPart(
            headers,
            Encoding.ASCII.GetString(Report) + "\r\n",
            "good",
            "sender.example",
            "  \r\n"
        );
        using var stream = new MemoryStream(message);
        var parsed = await MimeMessage.LoadAsync(stream, Cancellation);
        async Task<AuthenticationOutcome> CheckAsync(bool ofReports) =>
            (
                await new DkimCheck(senders.Dns, ofReports).CheckAsync(
                    parsed,
                    DateTimeOffset.UtcNow,
                    (_, _) => true,
                    Cancellation
                )
            )
                .ShouldHaveSingleItem()
                .Outcome;

        (await CheckAsync(ofReports: false)).ShouldBe(AuthenticationOutcome.Pass);
        (await CheckAsync(ofReports: true)).ShouldBe(AuthenticationOutcome.PermError);
        (await SendAsync(message)).ShouldEndWith(": not-signed");
    }

    [Fact]
    public async Task Key_for_reports_alone_says_nothing_of_other_mail()
    {
        var signed = Signed(ReportMail.Of(From, ReportMail.Gzip(Report)), "reports");
        using var stream = new MemoryStream(signed);
        var message = await MimeMessage.LoadAsync(stream, Cancellation);

        (
            await new DkimCheck(senders.Dns).CheckAsync(
                message,
                DateTimeOffset.UtcNow,
                (_, _) => true,
                Cancellation
            )
        )
            .ShouldHaveSingleItem()
            .Outcome.ShouldBe(AuthenticationOutcome.PermError);
    }

    [Fact]
    public async Task Key_that_cannot_be_asked_for_makes_the_sender_try_again()
    {
        var message = ReportMail.Of("a@broken.org", ReportMail.Gzip(Report));

        (await SendAsync(senders.Dkim.Sign(message, "good", "broken.org"))).ShouldStartWith("451");
        mailbox.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Message_without_a_report_or_with_two_is_refused()
    {
        var none = ReportMail.Of(From);
        var two = ReportMail.Of(From, ReportMail.Gzip(Report), ReportMail.Json(Report));

        (await SendAsync(Signed(none))).ShouldEndWith(": no-report");
        (await SendAsync(Signed(two))).ShouldEndWith(": several-reports");
        mailbox.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusal_says_what_is_wrong_with_the_report()
    {
        var cut = TlsReportText.Gzip(Report)[..^9];
        var bomb = TlsReportText.Gzip(new byte[64 * 1024 * 1024]);

        (
            await SendAsync(Signed(ReportMail.Of(From, ReportMail.Part("tlsrpt+gzip", cut))))
        ).ShouldEndWith(": gzip-damaged");
        (
            await SendAsync(Signed(ReportMail.Of(From, ReportMail.Part("tlsrpt+gzip", bomb))))
        ).ShouldEndWith(": too-large-expanded");
        (await SendAsync(Signed(ReportMail.Of(From, ReportMail.Json(Report[..^9]))))).ShouldEndWith(
            ": not-json"
        );
        mailbox.Kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TlsReportFate.KnownAlready, "250 2.6.0 Report received before")]
    [InlineData(
        TlsReportFate.NotAskedFor,
        "554 5.6.0 Not kept as a TLS report (RFC 8460): not-asked-for"
    )]
    [InlineData(TlsReportFate.TooMany, "554 5.6.0 Not kept as a TLS report (RFC 8460): too-many")]
    [InlineData(TlsReportFate.TryAgain, "451 4.3.0")]
    public async Task Reply_says_what_became_of_the_report(TlsReportFate fate, string reply)
    {
        mailbox.Fate = fate;

        (await SendAsync(Signed(ReportMail.Of(From, ReportMail.Gzip(Report))))).ShouldStartWith(
            reply
        );
    }

    [Fact]
    public async Task Fault_of_ours_makes_the_sender_try_again()
    {
        mailbox.IsBroken = true;

        (await SendAsync(Signed(ReportMail.Of(From, ReportMail.Gzip(Report))))).ShouldStartWith(
            "451"
        );
    }

    [Fact]
    public async Task Client_that_sends_too_many_is_to_try_again_before_its_message()
    {
        mailbox.IsAdmitting = false;
        await using var receiver = await StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<bounce@sender.example>");
        await client.SayAsync($"RCPT TO:<{ReportMail.Address}>");

        (await client.SayAsync("DATA")).ShouldStartWith("451");
    }

    [Fact]
    public async Task Two_messages_of_one_client_arrive_at_a_time_and_their_places_come_free()
    {
        await using var receiver = await StartAsync();
        var signed = Signed(ReportMail.Of(From, ReportMail.Gzip(Report)));
        await using var first = await ToDataAsync(receiver);
        await using var second = await ToDataAsync(receiver);
        await using var third = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await third.SayAsync("MAIL FROM:<bounce@sender.example>");
        await third.SayAsync($"RCPT TO:<{ReportMail.Address}>");

        (await third.SayAsync("DATA")).ShouldStartWith("451");
        await first.SendAsync([.. signed, .. "\r\n.\r\n"u8]);
        (await first.ReplyAsync()).ShouldStartWith("250");
        (await third.SayAsync("DATA")).ShouldStartWith("354");
    }

    [Fact]
    public async Task Four_reports_are_read_at_a_time_and_the_fifth_waits_for_its_turn()
    {
        var done = new TaskCompletionSource();
        mailbox.Until = done.Task;
        var reader = new ReportReader(
            mailbox,
            senders.Dns,
            TimeProvider.System,
            NullLogger.Instance
        );
        var signed = Signed(ReportMail.Of(From, ReportMail.Gzip(Report)));
        var reports = Enumerable
            .Range(0, 5)
            .Select(_ => reader.ReadAsync(signed, Cancellation))
            .ToList();
        await Eventually.TrueAsync(() => mailbox.Kept.Count >= 4);

        reports.ShouldAllBe(report => !report.IsCompleted);
        mailbox.Kept.Count.ShouldBe(4);
        done.SetResult();
        (await Task.WhenAll(reports)).ShouldAllBe(answer => answer.Code == 250);
    }

    [Fact]
    public async Task Report_and_test_never_share_a_transaction()
    {
        await using var receiver = await StartAsync();
        var test = receiver.Directory.Open();
        var control = test.Names.Recipient(OutboundProbeId.Control, test.Token);
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);

        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (await client.SayAsync($"RCPT TO:<{control}>")).ShouldStartWith("250");
        (await client.SayAsync($"RCPT TO:<{ReportMail.Address}>")).ShouldStartWith("452");
        (await client.SayAsync("RSET")).ShouldStartWith("250");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (await client.SayAsync($"RCPT TO:<{ReportMail.Address}>")).ShouldStartWith("250");
        (await client.SayAsync($"RCPT TO:<{control}>")).ShouldStartWith("452");
        (await client.SayAsync("RSET")).ShouldStartWith("250");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        (await client.SayAsync($"RCPT TO:<{control}>")).ShouldStartWith("250");
    }

    [Fact]
    public async Task Report_is_evidence_of_no_test()
    {
        await using var receiver = await StartAsync();
        await using var client = await ToDataAsync(receiver);
        await client.SendAsync([
            .. Signed(ReportMail.Of(From, ReportMail.Gzip(Report))),
            .. "\r\n.\r\n"u8,
        ]);
        (await client.ReplyAsync()).ShouldStartWith("250");
        await client.SayAsync("QUIT");

        var session = await receiver.Evidence.EndedAsync(Cancellation);
        var recipient = session
            .Transactions.ShouldHaveSingleItem()
            .Recipients.ShouldHaveSingleItem();
        recipient.Token.ShouldBeNull();
        recipient.Probe.ShouldBeNull();
        receiver.Evidence.Identities.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("normal", "other@reports.probe.example")]
    [InlineData("normal", "tls-reports@probe.example")]
    [InlineData("normal", "test@reports.probe.example")]
    [InlineData("no-starttls", ReportMail.Address)]
    public async Task Mailbox_is_one_address_on_the_ordinary_listener(
        string listener,
        string address
    )
    {
        await using var receiver = await StartAsync();
        await using var client = await RawClient.GreetAsync(receiver.At(listener), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");

        (await client.SayAsync($"RCPT TO:<{address}>")).ShouldStartWith("550 5.1.1");
    }

    [Fact]
    public async Task Receiver_without_a_mailbox_has_no_such_address()
    {
        await using var receiver = await RunningReceiver.StartAsync(dns: senders.Dns);
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<a@sender.example>");

        (await client.SayAsync($"RCPT TO:<{ReportMail.Address}>")).ShouldStartWith("550 5.1.1");
    }

    private byte[] Signed(MimeMessage message, string selector = "good") =>
        senders.Dkim.Sign(message, selector, "sender.example");

    private Task<RunningReceiver> StartAsync() =>
        RunningReceiver.StartAsync(dns: senders.Dns, mailbox: mailbox);

    private static async Task<RawClient> ToDataAsync(RunningReceiver receiver)
    {
        var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.SayAsync("MAIL FROM:<bounce@sender.example>");
        (await client.SayAsync($"RCPT TO:<{ReportMail.Address}>")).ShouldStartWith("250");
        (await client.SayAsync("DATA")).ShouldStartWith("354");
        return client;
    }

    /// <returns>The reply to the end of the message.</returns>
    private async Task<string> SendAsync(byte[] message)
    {
        await using var receiver = await StartAsync();
        await using var client = await ToDataAsync(receiver);
        await client.SendAsync([.. message, .. "\r\n.\r\n"u8]);
        return await client.ReplyAsync();
    }
}
