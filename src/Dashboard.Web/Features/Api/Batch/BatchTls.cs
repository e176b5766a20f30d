using Dashboard.Core.Inbound;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Tls;

namespace Dashboard.Web.Features.Api.Batch;

/// <summary>STARTTLS by NCSC in the words of internet.nl's batch API. What was not measured has no test.</summary>
internal static class BatchTls
{
    /// <summary>Sub-tests whose levels are its verdicts.</summary>
    private static readonly Dictionary<string, string> ByLevel = new(StringComparer.Ordinal)
    {
        [TlsSubTest.Version] = "mail_starttls_tls_version",
        [TlsSubTest.Suites] = "mail_starttls_tls_ciphers",
        [TlsSubTest.Groups] = "mail_starttls_tls_keyexchange",
        [TlsSubTest.Hash] = "mail_starttls_tls_keyexchangehash",
        [TlsSubTest.CertificateKey] = "mail_starttls_cert_pubkey",
        [TlsSubTest.CertificateSignature] = "mail_starttls_cert_sig",
    };

    /// <summary>Sub-tests that are good or bad.</summary>
    private static readonly Dictionary<string, string> ByFailure = new(StringComparer.Ordinal)
    {
        [TlsSubTest.Order] = "mail_starttls_tls_cipherorder",
        [TlsSubTest.Compression] = "mail_starttls_tls_compress",
        [TlsSubTest.SecureRenegotiation] = "mail_starttls_tls_secreneg",
        [TlsSubTest.ExtendedMasterSecret] = "mail_starttls_tls_extendedmastersecret",
    };

    public static void Add(Dictionary<string, BatchTest> tests, InboundVerdict verdict)
    {
        // The newest method comes first.
        var newest = verdict.Standards.First(s => s.Standard == MailStandard.TlsNcsc);
        foreach (var result in newest.Results.Where(IsMeasured))
        {
            if (ByLevel.TryGetValue(result.Slug, out var name))
            {
                tests[name] = result.Forum switch
                {
                    StandardOutcome.Failed => BatchTest.Bad,
                    StandardOutcome.Warning => new("warning", "phase-out"),
                    _ => BatchTest.Good,
                };
            }
            else if (ByFailure.TryGetValue(result.Slug, out name))
            {
                tests[name] =
                    result.Forum == StandardOutcome.Failed ? BatchTest.Bad : BatchTest.Good;
            }
            else if (Named(result, newest) is { } test)
            {
                tests[test.Name] = test.Test;
            }
        }
        if (newest.Results.Count > 0)
        {
            if (
                newest.Results.Any(result =>
                    result
                        is {
                            Slug: TlsSubTest.ExtendedMasterSecret,
                            Forum: StandardOutcome.NotMeasured
                        }
                )
            )
            {
                tests["mail_starttls_tls_extendedmastersecret"] = new("not_tested", "unknown");
            }
            WithoutResult(
                tests,
                [
                    .. newest
                        .Results.Where(result => result.Forum != StandardOutcome.NotCounted)
                        .Select(result => result.Slug),
                ]
            );
            // No test of mail since 1.11.1.
            tests["mail_starttls_tls_0rtt"] = new("passed", "na");
        }
    }

    /// <summary><c>yes</c> where every server that was spoken to over TLS has version 1.3.</summary>
    public static string SupportOf13(InboundObservation seen)
    {
        var versions = seen
            .Hosts.SelectMany(host => host.Addresses)
            .SelectMany(address => address.Attempts.Concat(DistinctSessions.Of(address)))
            .Select(session => session.Handshake?.Version)
            .OfType<TlsProtocolVersion>()
            .ToList();
        return versions.Count == 0 ? "undetermined"
            : versions.All(version => version == TlsProtocolVersion.Tls13) ? "yes"
            : "no";
    }

    /// <summary>Sub-tests that apply nowhere count nowhere: nothing to order, no group that internet.nl looks at, no server with TLS 1.2.</summary>
    private static void WithoutResult(
        Dictionary<string, BatchTest> tests,
        IReadOnlyCollection<string> results
    )
    {
        if (!results.Contains(TlsSubTest.Groups))
        {
            tests["mail_starttls_tls_keyexchange"] = new("passed", "na");
        }
        if (!results.Contains(TlsSubTest.Order))
        {
            tests["mail_starttls_tls_cipherorder"] = new("passed", "na");
        }
        if (!results.Contains(TlsSubTest.Hash))
        {
            tests["mail_starttls_tls_keyexchangehash"] = new("info", "other");
            tests["mail_starttls_tls_extendedmastersecret"] = new("not_tested", "na-no-tls-1-2");
        }
    }

    private static (string Name, BatchTest Test)? Named(
        StandardResult result,
        StandardVerdict verdict
    ) =>
        result.Slug switch
        {
            TlsSubTest.ClientRenegotiation => (
                "mail_starttls_tls_clientreneg",
                result.Forum == StandardOutcome.Passed
                    ? new("passed", "not-allowed")
                    : new("info", "allowed-with-low-limit")
            ),
            TlsSubTest.Caa => ("mail_starttls_tls_caa", Caa(result, verdict)),
            TlsSubTest.CertificateChain => (
                "mail_starttls_cert_chain",
                result.Forum == StandardOutcome.Passed ? BatchTest.Good : new("info", "bad")
            ),
            TlsSubTest.CertificateName => (
                "mail_starttls_cert_domain",
                result.Forum switch
                {
                    StandardOutcome.Passed => BatchTest.Good,
                    StandardOutcome.Failed => BatchTest.Bad,
                    _ => new("info", "bad"),
                }
            ),
            _ => null,
        };

    private static BatchTest Caa(StandardResult result, StandardVerdict verdict)
    {
        if (result.Forum == StandardOutcome.Passed)
        {
            return BatchTest.Good;
        }
        var slugs = verdict.Reasons.Select(reason => reason.Slug).ToHashSet();
        return new(
            "warning",
            slugs.Contains(TlsNcscReason.CaaAbsent) ? "bad"
                : slugs.Contains(TlsNcscReason.CaaSyntax) ? "syntax-error"
                : "insufficient"
        );
    }

    private static bool IsMeasured(StandardResult result) =>
        result.Forum is not (StandardOutcome.NotMeasured or StandardOutcome.NotCounted);
}
