using System.Net;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Probes.Outbound.Receiver.Identity;
using MimeKit;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Who sent a control, as SPF, DKIM and their alignment prove it.</summary>
[Collection(SenderDnsCollection.Name)]
public sealed class ControlIdentityTests(SenderDnsFixture senders)
{
    private static readonly TestToken Token = TestDirectory.NewToken();

    private static readonly ProbeZoneNames Names = new(TestDirectory.Zone);

    private static readonly string To = Names.Recipient(OutboundProbeId.Control, Token);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("same domain", "a@sender.example", "sender.example", true)]
    [InlineData("same organisation", "a@sender.example", "bounce.sender.example", true)]
    [InlineData(
        "same organisation, the other way",
        "a@news.sender.example",
        "sender.example",
        true
    )]
    [InlineData("strict", "a@strict.example", "bounce.strict.example", false)]
    [InlineData("strict, same domain", "a@strict.example", "strict.example", true)]
    [InlineData("another organisation", "a@sender.example", "strict.example", false)]
    [InlineData(
        "siblings below a public suffix",
        "a@one.public.example",
        "two.public.example",
        false
    )]
    [InlineData(
        "one organisation below it",
        "a@one.public.example",
        "mail.one.public.example",
        true
    )]
    public async Task Aligned_SPF_proves_the_domain_that_it_stands_for(
        string _,
        string from,
        string mailFrom,
        bool aligned
    )
    {
        var identity = await ReadAsync(DkimSenders.Unsigned(from, To), mailFrom);

        identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.Pass);
        identity.Spf.Aligned.ShouldBe(aligned);
        identity.ProvenDomain?.Value.ShouldBe(from.Split('@')[1]);
        (identity.ProvenDomain is not null).ShouldBe(aligned);
    }

    [Theory]
    [InlineData("good", AuthenticationOutcome.Pass)]
    [InlineData("spaced", AuthenticationOutcome.Pass)]
    [InlineData("revoked", AuthenticationOutcome.PermError)]
    [InlineData("other", AuthenticationOutcome.PermError)]
    [InlineData("broken", AuthenticationOutcome.PermError)]
    [InlineData("absent", AuthenticationOutcome.PermError)]
    public async Task Signature_is_checked_with_the_key_in_the_DNS(
        string selector,
        AuthenticationOutcome outcome
    )
    {
        var message = senders.Dkim.Message("a@sender.example", To, selector, "sender.example");

        var identity = await ReadAsync(message, "strict.example");

        var signature = identity.Dkim.ShouldHaveSingleItem();
        signature.Outcome.ShouldBe(outcome);
        signature.Domain.Value.ShouldBe("sender.example");
        signature.Selector.ShouldBe(selector);
        signature.Aligned.ShouldBe(outcome == AuthenticationOutcome.Pass);
        (identity.ProvenDomain is not null).ShouldBe(outcome == AuthenticationOutcome.Pass);
    }

    [Fact]
    public async Task Key_that_cannot_be_asked_for_is_a_temporary_error()
    {
        var message = senders.Dkim.Message("a@broken.org", To, "good", "broken.org");

        var identity = await ReadAsync(message, "sender.example");

        identity.Dkim.ShouldHaveSingleItem().Outcome.ShouldBe(AuthenticationOutcome.TempError);
        identity.ProvenDomain.ShouldBeNull();
    }

    [Fact]
    public async Task Altered_message_fails()
    {
        var message = senders.Dkim.Message("a@sender.example", To, "good", "sender.example");
        message[^5] ^= 1;

        var identity = await ReadAsync(message, "strict.example");

        identity.Dkim.ShouldHaveSingleItem().Outcome.ShouldBe(AuthenticationOutcome.Fail);
        identity.ProvenDomain.ShouldBeNull();
    }

    [Theory]
    [InlineData("another recipient", "friend@elsewhere.example", true)]
    [InlineData("another test", "test@aaaaaaaaaaaaaaaaaaaaaaaaaa.control.probe.example", true)]
    [InlineData("recipient not signed", null, false)]
    public async Task Signed_message_for_others_proves_nothing_of_who_sent_it_here(
        string _,
        string? to,
        bool signTo
    )
    {
        var message = senders.Dkim.Message(
            "a@sender.example",
            to ?? To,
            "good",
            "sender.example",
            signed: signTo ? null : [HeaderId.From, HeaderId.Subject]
        );

        var identity = await ReadAsync(message, "strict.example");

        identity.Dkim.ShouldHaveSingleItem().Outcome.ShouldBe(AuthenticationOutcome.Neutral);
        identity.ProvenDomain.ShouldBeNull();
    }

    [Theory]
    [InlineData("From: a@sender.example\r\nFrom: b@sender.example\r\n\r\nx")]
    [InlineData("From: a@sender.example, b@sender.example\r\n\r\nx")]
    [InlineData("From: nobody\r\n\r\nx")]
    [InlineData("Subject: none\r\n\r\nx")]
    [InlineData("\0\u0001\u00ff")]
    [InlineData("")]
    public async Task Message_without_one_author_names_no_domain(string message)
    {
        var identity = await ReadAsync(Encoding.Latin1.GetBytes(message), "sender.example");

        identity.FromDomain.ShouldBeNull();
        identity.ProvenDomain.ShouldBeNull();
        identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.Pass);
    }

    [Fact]
    public async Task Source_that_SPF_does_not_let_send_has_no_networks()
    {
        var identity = await ReadAsync(
            DkimSenders.Unsigned("a@sender.example", To),
            "sender.example",
            source: "203.0.113.9"
        );

        identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.Fail);
        identity.AuthorisedNetworks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Control_that_arrives_by_SMTP_gives_its_identity_and_is_dropped()
    {
        await using var receiver = await RunningReceiver.StartAsync(dns: senders.Dns);
        var test = receiver.Directory.Open();
        var recipient = test.Names.Recipient(OutboundProbeId.Control, test.Token);
        var marker = $"marker-{Guid.NewGuid():N}";
        var message = senders.Dkim.Message(
            "a@sender.example",
            recipient,
            "good",
            "sender.example",
            body: $"{marker}\r\n.\r\n..dots\r\n{marker}\r\n"
        );
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.StartTlsAsync();
        await client.SayAsync("EHLO mx.sender.example");
        await client.SayAsync($"MAIL FROM:<{marker}@bounce.sender.example>");
        (await client.SayAsync($"RCPT TO:<{recipient}>")).ShouldStartWith("250");
        await client.SayAsync("DATA");
        var stuffed = Encoding
            .Latin1.GetString(message)
            .Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        (await client.SayAsync(stuffed + ".")).ShouldStartWith("250 2.6.0");
        await client.SayAsync("QUIT");

        var (token, identity) = await Support.Deadline.ForAsync(
            () =>
                receiver
                    .Evidence.Identities.Select(pair => new Handed(pair.Token, pair.Identity))
                    .FirstOrDefault(),
            Cancellation
        );
        var session = await receiver.Evidence.EndedAsync(
            Cancellation,
            s => s.SourceName is not null
        );

        token.ShouldBe(test.Token);
        identity.SessionId.ShouldBe(session.Id);
        identity.ProvenDomain!.Value.ShouldBe("sender.example");
        identity.Spf.ShouldBe(
            new SpfIdentity(
                AuthenticationOutcome.Pass,
                DomainName.Parse("bounce.sender.example"),
                Aligned: true
            )
        );
        identity.Dkim.ShouldHaveSingleItem().Aligned.ShouldBeTrue();
        identity.Ehlo.ShouldBe("mx.sender.example");
        session.SourceName!.Value.ShouldBe("localhost");
        session.SourceNameConfirmed.ShouldBeTrue();
        NothingKeeps(marker, receiver);
    }

    private static void NothingKeeps(string marker, RunningReceiver receiver)
    {
        var all = string.Join(
            '\n',
            receiver
                .Evidence.Snapshots.Select(snapshot =>
                    System.Text.Json.JsonSerializer.Serialize(snapshot, Core.EvidenceJson.Options)
                )
                .Concat(
                    receiver.Evidence.Identities.Select(pair =>
                        System.Text.Json.JsonSerializer.Serialize(
                            pair.Identity,
                            Core.EvidenceJson.Options
                        )
                    )
                )
                .Concat(receiver.Log.Lines)
                .Concat(
                    Directory
                        .EnumerateFiles(receiver.Folder, "*", SearchOption.AllDirectories)
                        .Concat(Directory.EnumerateFiles(SharedCertificates.Folder))
                        .Select(File.ReadAllText)
                )
        );
        all.ShouldNotBeEmpty();
        all.ShouldNotContain(marker);
        all.ShouldNotContain("Sending test");
    }

    private Task<ControlIdentity> ReadAsync(
        byte[] message,
        string mailFrom,
        string source = "127.0.0.1"
    ) =>
        new ControlReader(senders.Dns, Names).ReadAsync(
            new ControlMessage(
                message,
                "a",
                DomainName.Parse(mailFrom),
                "mx.sender.example",
                IPAddress.Parse(source),
                Guid.NewGuid(),
                DateTimeOffset.UnixEpoch
            ),
            Token,
            Cancellation
        );

    private sealed record Handed(TestToken Token, ControlIdentity Identity);
}
