using Dashboard.Core.Dns;
using Dashboard.Core.Outbound.Catalogue;
using Dashboard.Core.Outbound.Evidence;

namespace Dashboard.Core.Outbound.Attribution;

/// <summary>What a session itself names of live tests: by the recipients of its messages, and by its SNI.</summary>
internal sealed record SessionNames
{
    /// <summary>One for each probe of each test that a recipient names.</summary>
    public required IReadOnlyList<NamedTransactions> Transactions { get; init; }

    /// <summary>MAIL without any recipient, of no known message. They are shown at the host that the connection was made to.</summary>
    public required IReadOnlyList<MailTransaction> WithoutRecipient { get; init; }

    /// <summary>
    /// The hosts that the SNI names. Null without an SNI; empty where it names no host of a live test, as where the MX records of some
    /// other domain lead here.
    /// </summary>
    public required IReadOnlyList<SessionCandidate>? ServerName { get; init; }

    /// <summary>The SNI is the recipient domain of those hosts, not the name of one.</summary>
    public required bool NamesRecipientDomain { get; init; }

    /// <summary>All it sent is for others than live tests: a client that mistakes the receiver for something else, or a closed test's.</summary>
    public required bool IsForOthers { get; init; }

    public static SessionNames Of(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> candidates
    )
    {
        var (serverName, isDomain) = ByServerName(session, candidates);
        var named = candidates
            .DistinctBy(candidate => (candidate.Test.Id, candidate.Host.Probe))
            .Select(candidate => new NamedTransactions(
                candidate.Test,
                candidate.Host.Probe,
                NamedTransactions.In(session, candidate.Test, candidate.Host.Probe)
            ))
            .Where(one => one.Transactions.Count > 0 && !one.IsOfAnotherRoundThan(serverName))
            .ToList();
        return new SessionNames
        {
            Transactions = named,
            WithoutRecipient =
            [
                .. session.Transactions.Where(transaction => !transaction.NamesRecipient),
            ],
            ServerName = serverName,
            NamesRecipientDomain = isDomain,
            IsForOthers =
                named.Count == 0
                && session.Transactions.Any(transaction => transaction.NamesRecipient),
        };
    }

    private static (IReadOnlyList<SessionCandidate>? Hosts, bool IsDomain) ByServerName(
        SmtpSessionEvidence session,
        IReadOnlyList<SessionCandidate> candidates
    )
    {
        if (!DomainName.TryParse(session.Tls?.ServerName, out var serverName))
        {
            return (null, false);
        }
        List<SessionCandidate> named =
        [
            .. candidates.Where(candidate => candidate.Host.Name == serverName),
        ];
        if (named.Count > 0)
        {
            return (named, false);
        }
        // Of a recipient domain the address tells which of its hosts it is; at any other it is somebody else's.
        var ofDomain = SessionTies.At(
            session,
            candidates.Where(candidate => candidate.RecipientDomain == serverName)
        );
        return (ofDomain, ofDomain.Count > 0);
    }
}

/// <summary>The messages of a session for one probe of one test.</summary>
internal sealed record NamedTransactions(
    OutboundTest Test,
    OutboundProbeId Probe,
    IReadOnlyList<MailTransaction> Transactions
)
{
    public static IReadOnlyList<MailTransaction> In(
        SmtpSessionEvidence session,
        OutboundTest test,
        OutboundProbeId probe
    ) =>
        [
            .. session
                .Transactions.Select(transaction =>
                    transaction with
                    {
                        Recipients =
                        [
                            .. transaction.Recipients.Where(recipient =>
                                recipient.Token == test.Token && recipient.Probe == probe
                            ),
                        ],
                    }
                )
                .Where(transaction => transaction.NamesRecipient),
        ];

    /// <summary>The rounds of a standing test have the same addresses; their hosts tell them apart.</summary>
    public bool IsOfAnotherRoundThan(IReadOnlyList<SessionCandidate>? host) =>
        host?.Any(candidate => candidate.Test.Token == Test.Token && candidate.Test.Id != Test.Id)
        == true;

    public bool IsFor(SessionCandidate candidate) =>
        candidate.Test.Id == Test.Id && candidate.Host.Probe == Probe;

    /// <summary>The probe's hosts: those with the address that the session came to, where there are any.</summary>
    public IReadOnlyList<SessionCandidate> Hosts(SmtpSessionEvidence session)
    {
        List<SessionCandidate> all =
        [
            .. Test
                .Hosts.Where(host => host.Probe == Probe)
                .Select(host => new SessionCandidate(Test, host)),
        ];
        // A name is a stronger tie than an address that has been given away since.
        var here = SessionTies.At(session, all);
        return here.Count > 0 ? here : all;
    }
}
