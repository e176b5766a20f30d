using System.Net;
using System.Text;
using Dashboard.Core.Dns;
using Dashboard.Core.Outbound;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;
using Dashboard.Lab;
using Dashboard.Probes.Outbound.Receiver.Identity;
using MimeKit;

namespace Dashboard.Probes.Tests.Outbound.Receiver.Identity;

/// <summary>Who sent a control, as SPF, DKIM and their alignment prove it.</summary>
[Collection(SenderDnsCollection.Name)]
public sealed class MessageIdentityTests(SenderDnsFixture senders)
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
    [InlineData("siblings below one that does not say so", "a@one.gov.uk", "two.gov.uk", false)]
    [InlineData("one organisation below that", "a@one.gov.uk", "mail.one.gov.uk", true)]
    [InlineData("the suffix for an organisation below it", "a@one.gov.uk", "gov.uk", false)]
    [InlineData("an organisation for the suffix above it", "a@gov.uk", "one.gov.uk", false)]
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
    [InlineData("testing", AuthenticationOutcome.Neutral)]
    [InlineData("both", AuthenticationOutcome.Neutral)]
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

    [Theory]
    [InlineData("before it expires", 59, true)]
    [InlineData("when it has expired", 62, false)]
    public async Task Signature_past_its_expiry_proves_nothing(
        string when,
        int minutes,
        bool proves
    )
    {
        var message = senders.Dkim.Message(
            "a@sender.example",
            To,
            "good",
            "sender.example",
            expires: TimeSpan.FromHours(1)
        );

        var identity = await ReadAsync(
            message,
            "strict.example",
            at: DateTimeOffset.UtcNow + TimeSpan.FromMinutes(minutes)
        );

        identity
            .Dkim.ShouldHaveSingleItem()
            .Outcome.ShouldBe(
                proves ? AuthenticationOutcome.Pass : AuthenticationOutcome.PermError,
                when
            );
        (identity.ProvenDomain is not null).ShouldBe(proves, when);
    }

    [Theory]
    [InlineData("all", true)]
    [InlineData("plain", true)]
    [InlineData("half", true)]
    [InlineData("wide", true)]
    [InlineData("eleven", true)]
    [InlineData("twelve", false)]
    [InlineData("a", true)]
    [InlineData("include", true)]
    [InlineData("redirect", true)]
    [InlineData("exists", true)]
    [InlineData("wildcard", true)]
    [InlineData("one", false)]
    [InlineData("many", true)]
    [InlineData("behind-ptr", true)]
    [InlineData("behind-exists", true)]
    [InlineData("behind-include", true)]
    [InlineData("punched", true)]
    [InlineData("endless", true)]
    public async Task SPF_that_lets_nearly_everybody_send_proves_nothing(
        string record,
        bool anybody
    )
    {
        var domain = record + ".lax.example";

        var identity = await ReadAsync(DkimSenders.Unsigned("a@" + domain, To), domain);

        identity.Spf!.Outcome.ShouldBe(AuthenticationOutcome.Pass);
        identity.Spf.Aligned.ShouldBeTrue();
        identity.Spf.AuthorisesAnybody.ShouldBe(anybody);
        (identity.ProvenDomain is null).ShouldBe(anybody);
    }

    private static readonly PassedOn[] Sources =
    [
        new()
        {
            From = "a source that the domain lets send",
            Domain = "sender.example",
            Source = "127.0.0.1",
            Proves = true,
        },
        new()
        {
            From = "a source that it does not",
            Domain = "sender.example",
            Source = "203.0.113.9",
        },
        new()
        {
            From = "a source that it does not, softly",
            Domain = "unlisted.example",
            Source = "127.0.0.1",
        },
        new()
        {
            From =
                "a source that the organisation above it does not, whose record counts where the domain has none",
            Domain = "none.unlisted.example",
            Source = "127.0.0.1",
        },
        new()
        {
            From = "a source that the organisation above it lets send",
            Domain = "none.unlisted.example",
            Source = "198.51.100.7",
            Proves = true,
        },
        new()
        {
            From = "a domain whose record lets anybody send",
            Domain = "all.lax.example",
            Source = "127.0.0.1",
            Signer = "lax.example",
        },
        new()
        {
            From = "any host, of a domain without a record",
            Domain = "bare.example",
            Source = "127.0.0.1",
        },
        new()
        {
            From = "a host of another name",
            Domain = "bare.example",
            Source = "192.0.2.65",
        },
        new()
        {
            From = "a host whose name leads to it",
            Domain = "bare.example",
            Source = "192.0.2.77",
        },
        new()
        {
            From = "the same, for a domain below",
            Domain = "news.bare.example",
            Source = "192.0.2.77",
        },
        new()
        {
            From = "a host whose name leads elsewhere",
            Domain = "bare.example",
            Source = "192.0.2.78",
        },
        new()
        {
            From = "a host whose EHLO leads to it",
            Domain = "bare.example",
            Source = "203.0.113.50",
            Signer = "bare.example",
            Ehlo = "out.bare.example",
        },
        new()
        {
            From = "a host that says the EHLO of another",
            Domain = "bare.example",
            Source = "203.0.113.51",
            Signer = "bare.example",
            Ehlo = "out.bare.example",
        },
        new()
        {
            From = "a host whose EHLO leads to it and is another's",
            Domain = "bare.example",
            Source = "192.0.2.66",
            Signer = "bare.example",
            Ehlo = "bob.example.com",
        },
    ];

    public static TheoryData<string> SourceNames => [.. Sources.Select(source => source.From)];

    [Theory]
    [MemberData(nameof(SourceNames))]
    public async Task Signature_proves_the_sender_only_from_where_the_domain_lets_it_be_sent(
        string from
    )
    {
        var source = Sources.Single(one => one.From == from);
        // Sent to a mailbox of the attacker with the test's address in To, and passed on from a server of his.
        var signer = source.Signer ?? string.Join('.', source.Domain.Split('.')[^2..]);
        var message = senders.Dkim.Message("a@" + source.Domain, To, "good", signer);

        var identity = await ReadAsync(message, "strict.example", source.Source, ehlo: source.Ehlo);

        identity.Dkim.ShouldHaveSingleItem().Aligned.ShouldBeTrue(from);
        (identity.ProvenDomain is not null).ShouldBe(source.Proves, from);
    }

    [Fact]
    public async Task Own_networks_are_those_of_the_organisations_own_records()
    {
        var identity = await ReadAsync(
            DkimSenders.Unsigned("a@customer.cloud.example", To),
            "customer.cloud.example"
        );

        identity.ProvenDomain!.Value.ShouldBe("customer.cloud.example");
        identity.OrganisationalDomain!.Value.ShouldBe("customer.cloud.example");
        identity
            .OwnNetworks.Select(network => network.ToString())
            .ShouldBe(["198.51.100.7/32", "198.51.100.8/32"]);
    }

    /// <summary>Thousands of others send by the web and mail servers of a hoster.</summary>
    [Fact]
    public async Task Hosts_of_another_organisation_are_not_its_own_by_whichever_mechanism()
    {
        var identity = await ReadAsync(
            DkimSenders.Unsigned("a@hosted.cloud.example", To),
            "hosted.cloud.example"
        );

        identity.ProvenDomain!.Value.ShouldBe("hosted.cloud.example");
        identity
            .OwnNetworks.Select(network => network.ToString())
            .ShouldBe(["198.51.100.10/32", "198.51.100.11/32", "198.51.100.9/32"]);
    }

    /// <summary>The first directive that matches decides (RFC 7208 section 4.6.2), and one that forbids comes before one that lets send.</summary>
    [Theory]
    [InlineData("fails", "127.0.0.1/32")]
    [InlineData("softly", "127.0.0.1/32")]
    [InlineData("neutral", "127.0.0.1/32")]
    [InlineData("wider", "127.0.0.1/32")]
    [InlineData("later", "127.0.0.1/32 198.51.100.0/24")]
    [InlineData("beside", "127.0.0.1/32 198.51.100.0/24")]
    [InlineData("unlisted", "198.51.100.7/32")]
    [InlineData("within", "127.0.0.1/32")]
    [InlineData("onward", "127.0.0.1/32")]
    public async Task Network_of_which_the_record_turns_a_part_away_is_not_its_own(
        string name,
        string own
    )
    {
        var domain = $"{name}.sender.example";

        var identity = await ReadAsync(DkimSenders.Unsigned($"a@{domain}", To), domain);

        identity.ProvenDomain!.Value.ShouldBe(domain);
        identity.OwnNetworks.Select(network => network.ToString()).ShouldBe(own.Split(' '));
    }

    /// <summary>Whom an include turns away its record says, where its name is none that the message makes.</summary>
    [Theory]
    [InlineData("unsure", "127.0.0.9/32 198.51.100.7/32")]
    [InlineData("obscure", "198.51.100.7/32")]
    public async Task Networks_behind_an_include_that_forbids_are_listed_as_far_as_it_is_known_whom(
        string name,
        string own
    )
    {
        var networks = await new SpfNetworks(senders.Dns).ListAsync(
            [DomainName.Parse($"{name}.sender.example")],
            Cancellation
        );

        networks.Own.Select(network => network.ToString()).ShouldBe(own.Split(' '));
        networks
            .All.Select(network => network.ToString())
            .ShouldBe(["127.0.0.1/32", "127.0.0.9/32", "198.51.100.7/32"], ignoreOrder: true);
    }

    /// <summary>The server that sends wrote the topmost one; those below can be the author's.</summary>
    [Theory]
    [InlineData(
        "Received: from a by b with ESMTP id 1 for <c@d>; Mon, 2 Mar 2026 10:00:00 +0100\r\n"
            + "Received: by a id 0; Sun, 1 Mar 2026 10:00:00 +0000\r\n",
        "2026-03-02T09:00:00Z"
    )]
    [InlineData(
        "Received: by b (Postfix, from userid 1000)\r\n\tid 1; Mon,  2 Mar 2026 09:00:00 +0000 (UTC)\r\n",
        "2026-03-02T09:00:00Z"
    )]
    [InlineData(
        "Received: by b (odd; comment) id 1; Mon, 02 Mar 2026 04:00:00 -0500\r\n",
        "2026-03-02T09:00:00Z"
    )]
    [InlineData("Received: by b id 1\r\n", null)]
    [InlineData("Received: by b id 1; some time\r\n", null)]
    [InlineData(
        "Received: by b id 1; some time\r\nReceived: by a id 0; Sun, 1 Mar 2026 10:00:00 +0000\r\n",
        null
    )]
    [InlineData("", null)]
    public async Task Message_says_since_when_the_server_that_sends_it_has_it(
        string fields,
        string? queued
    )
    {
        byte[] message =
        [
            .. Encoding.ASCII.GetBytes(fields),
            .. DkimSenders.Unsigned("a@sender.example", To),
        ];

        var identity = await ReadAsync(message, "sender.example");

        identity.QueuedAt.ShouldBe(
            queued is null
                ? null
                : DateTimeOffset.Parse(queued, System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public async Task Organisation_is_the_one_above_the_domain()
    {
        var identity = await ReadAsync(
            DkimSenders.Unsigned("a@bounce.sender.example", To),
            "bounce.sender.example"
        );

        identity.ProvenDomain!.Value.ShouldBe("bounce.sender.example");
        identity.OrganisationalDomain!.Value.ShouldBe("sender.example");
    }

    /// <summary>A government can publish a policy for all its domains, and is not one organisation by it.</summary>
    [Theory]
    [InlineData("one.gov.uk", "one.gov.uk")]
    [InlineData("mail.one.gov.uk", "one.gov.uk")]
    [InlineData("gov.uk", "gov.uk")]
    public async Task Organisation_is_never_a_public_suffix_above_the_domain(
        string domain,
        string organisation
    )
    {
        var identity = await ReadAsync(DkimSenders.Unsigned("a@" + domain, To), domain);

        identity.ProvenDomain!.Value.ShouldBe(domain);
        identity.OrganisationalDomain!.Value.ShouldBe(organisation);
        // What it includes of another organisation is not its own network.
        identity.OwnNetworks.Select(network => network.ToString()).ShouldBe(["127.0.0.1/32"]);
    }

    [Fact]
    public async Task Every_message_that_is_taken_is_examined_for_each_test_that_it_is_sent_to()
    {
        await using var receiver = await RunningReceiver.StartAsync(dns: senders.Dns);
        var first = receiver.Directory.Open();
        var second = receiver.Directory.Open();
        await using var client = await RawClient.GreetAsync(receiver.At("normal"), Cancellation);
        await client.StartTlsAsync();
        await client.SayAsync("EHLO mx.sender.example");
        await client.SayAsync("MAIL FROM:<a@sender.example>");
        foreach (
            var recipient in new[]
            {
                first.Names.Recipient(OutboundProbeId.Rollover, first.Token),
                first.Names.Recipient(OutboundProbeId.Control, first.Token),
                second.Names.Recipient(OutboundProbeId.Rollover, second.Token),
            }
        )
        {
            (await client.SayAsync($"RCPT TO:<{recipient}>")).ShouldStartWith("250");
        }
        await client.SayAsync("DATA");
        (await client.SayAsync("From: a@sender.example\r\n\r\nx\r\n.")).ShouldStartWith("250");

        await Eventually.GetAsync(() => receiver.Evidence.Identities.Count == 2 ? "both" : null);

        receiver
            .Evidence.Identities.Select(pair => (pair.Token, pair.Identity.Probe))
            .ShouldBe(
                [(first.Token, OutboundProbeId.Control), (second.Token, OutboundProbeId.Rollover)],
                ignoreOrder: true
            );
        receiver.Evidence.Identities.ShouldAllBe(pair =>
            pair.Identity.ProvenDomain!.Value == "sender.example"
        );
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
        identity.OwnNetworks.ShouldBeEmpty();
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

        var (token, identity) = await Eventually.GetAsync(() =>
            receiver
                .Evidence.Identities.Select(pair => new Handed(pair.Token, pair.Identity))
                .FirstOrDefault()
        );
        var session = await receiver.Evidence.EndedAsync(
            Cancellation,
            s => s.SourceName is not null
        );

        token.ShouldBe(test.Token);
        identity.SessionId.ShouldBe(session.Id);
        identity.MailAt.ShouldBe(session.Transactions.ShouldHaveSingleItem().At);
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

    private Task<MessageIdentity> ReadAsync(
        byte[] message,
        string mailFrom,
        string source = "127.0.0.1",
        DateTimeOffset? at = null,
        string ehlo = "mx.sender.example"
    ) =>
        new IdentityReader(senders.Dns, Names).ReadAsync(
            new HeldMessage(
                message,
                "a",
                DomainName.Parse(mailFrom),
                ehlo,
                IPAddress.Parse(source),
                new MessageKey(Guid.NewGuid(), DateTimeOffset.UtcNow),
                at ?? DateTimeOffset.UtcNow
            ),
            new ProbeZoneName(OutboundProbeId.Control, Token, Role: null),
            Cancellation
        );

    private sealed record Handed(TestToken Token, MessageIdentity Identity);

    /// <summary>A signed message that a server passes on.</summary>
    private sealed record PassedOn
    {
        public required string From { get; init; }

        /// <summary>Of the address in From.</summary>
        public required string Domain { get; init; }

        /// <summary>The address of the server.</summary>
        public required string Source { get; init; }

        public string Ehlo { get; init; } = "mx.sender.example";

        /// <summary>The domain of the signature; null for the organisation of <see cref="Domain"/>.</summary>
        public string? Signer { get; init; }

        public bool Proves { get; init; }
    }
}
