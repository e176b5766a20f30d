using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The second of the three judgements: policy and what SMTP and TLS showed come to what a sender ends up with.</summary>
internal static class AddressRules
{
    public static AddressVerdict Judge(HostPolicy policy, AddressObservation address, bool mxSecure)
    {
        var session = address.Disposition == AddressDisposition.Probed ? address.Last : null;
        // At a host that must be skipped no sender gets to hear what the server says.
        if (session is null || policy.Policy == DanePolicy.Defer)
        {
            return Silent(address, NotProbed(address));
        }
        var difference = SessionSample.Difference(address);
        var apart = DistinctSessions
            .Apart(address)
            .Select(one => OfSession(policy, one, mxSecure))
            // A sender that fares badly with one tries again, so the best is what the others are a difference from.
            .OrderByDescending(one => one.Outcome)
            .ToList();
        var counted = apart[0];
        List<AddressOutcome> outcomes =
        [
            .. apart.Select(one => one.Outcome),
            .. SessionSample
                .Beside(address)
                .Where(seen =>
                    counted.Outcome != AddressOutcome.Unreachable
                    && SessionSample.OffersTls(seen) == false
                )
                .Select(_ => WithoutTls(policy.Policy)),
        ];
        return counted with
        {
            Outcome = Delivers(outcomes),
            Weakest = outcomes.Min(),
            Good = counted.Good && difference is null && apart.Count <= 1,
            Sessions = SessionSample.CountOf(address),
            SessionsDiffer = difference?.What,
            Apart = apart.Count > 1 ? apart : [],
            Reasons =
            [
                .. difference is null ? [] : new[] { difference.Reason },
                .. counted.Reasons,
                .. Retry(address),
            ],
        };
    }

    /// <summary>What a sender meets in one session.</summary>
    private static AddressVerdict OfSession(
        HostPolicy policy,
        AddressObservation address,
        bool mxSecure
    )
    {
        var session = address.Last!;
        var reading = StartTlsReading.Of(session, address.LegacyHandshake);
        var certificates = Certificates(policy, address, session, reading);
        var outcome = Outcome(policy.Policy, reading.Kind, certificates);
        var isOpen = IsOtherCertificateOpen(policy, address);
        return new AddressVerdict
        {
            Address = address.Address,
            Outcome = outcome,
            Answer = DistinctSessions.AnswerOf(session),
            Good =
                mxSecure
                && outcome == AddressOutcome.Authenticated
                && !isOpen
                && certificates.Count > 0
                && certificates.All(c => c.Outcome == AddressOutcome.Authenticated),
            Session = reading.Kind,
            Certificates = certificates,
            Reasons =
            [
                .. reading.Reasons,
                .. certificates.Take(1).SelectMany(c => c.Reasons),
                .. isOpen
                    ? new[]
                    {
                        Reason.Create(
                            ReasonSlug.AddressNotProbed,
                            ("disposition", "other-certificate")
                        ),
                    }
                    : [],
                .. Differences(certificates),
            ],
        };
    }

    /// <summary>
    /// A sender that meets the other server behind an address tries again where it is refused, and delivers where it can, as at
    /// another address: of what delivers the worst.
    /// </summary>
    public static AddressOutcome Delivers(IEnumerable<AddressOutcome> outcomes)
    {
        var all = outcomes.ToList();
        var delivering = all.Where(outcome => outcome >= AddressOutcome.Cleartext).ToList();
        return delivering.Count > 0 ? delivering.Min() : all.Max();
    }

    private static List<CertificateVerdict> Certificates(
        HostPolicy policy,
        AddressObservation address,
        StartTlsObservation session,
        StartTlsReading reading
    )
    {
        var verdicts = new List<CertificateVerdict>();
        if (session.Handshake is null)
        {
            return verdicts;
        }
        var verdict = CertificateRules.Judge(policy, session.Handshake, session.StartedAt);
        verdicts.Add(
            reading.Kind == SessionKind.BrokenAfterTls && verdict.Outcome != AddressOutcome.Refused
                ? verdict with
                {
                    Outcome = AddressOutcome.Unreachable,
                }
                : verdict
        );
        var other = address.OtherCertificate;
        if (other?.Handshake is not null)
        {
            verdicts.Add(CertificateRules.Judge(policy, other.Handshake, other.StartedAt));
        }
        return verdicts;
    }

    /// <summary>RFC 7672 section 2.2; rows 28, 28b, 29 and 33.</summary>
    private static AddressOutcome Outcome(
        DanePolicy policy,
        SessionKind session,
        List<CertificateVerdict> certificates
    ) =>
        session switch
        {
            SessionKind.Encrypted or SessionKind.BrokenAfterTls => certificates[0].Outcome,
            SessionKind.NoStartTls or SessionKind.HandshakeFailed => WithoutTls(policy),
            _ => AddressOutcome.Unreachable,
        };

    private static AddressOutcome WithoutTls(DanePolicy policy) =>
        policy == DanePolicy.Opportunistic ? AddressOutcome.Cleartext : AddressOutcome.Refused;

    /// <summary>
    /// A handshake that ends with an alert or a closed connection says that there is no certificate of the other kind. Anything
    /// else leaves it open whether there is one, and open is not good.
    /// </summary>
    internal static bool IsOtherCertificateOpen(HostPolicy policy, AddressObservation address) =>
        policy.Policy == DanePolicy.Authenticate
        && address.OtherCertificate
            is {
                Handshake: null,
                Fault: not {
                    Stage: SmtpStage.Handshake,
                    Kind: not (SessionFaultKind.Timeout or SessionFaultKind.OwnLimit)
                }
            };

    private static IEnumerable<VerdictReason> Differences(List<CertificateVerdict> certificates)
    {
        if (certificates.Count == 2 && certificates[0].Outcome != certificates[1].Outcome)
        {
            var (first, second) = (certificates[0], certificates[1]);
            yield return Reason.Create(
                ReasonSlug.CertificateTypesDiffer,
                ("default", Reason.Word(first.KeyType)),
                ("defaultOutcome", Reason.Word(first.Outcome)),
                ("other", Reason.Word(second.KeyType)),
                ("otherOutcome", Reason.Word(second.Outcome))
            );
            foreach (var reason in second.Reasons)
            {
                yield return reason with
                {
                    Facts = new SortedDictionary<string, string>(
                        reason.Facts.ToDictionary(),
                        StringComparer.Ordinal
                    )
                    {
                        ["certificate"] = Reason.Word(second.KeyType),
                    },
                };
            }
        }
    }

    private static IEnumerable<VerdictReason> Retry(AddressObservation address)
    {
        var kinds = address.Attempts.Select(attempt => StartTlsReading.Of(attempt).Kind).ToList();
        if (kinds is [not SessionKind.Encrypted, .., SessionKind.Encrypted])
        {
            yield return Reason.Create(
                ReasonSlug.RetrySucceeded,
                ("first", Reason.Word(kinds[0])),
                ("stage", Reason.Word(address.Attempts[0].Fault?.Stage))
            );
        }
    }

    private static AddressVerdict Silent(AddressObservation address, VerdictReason[] reasons) =>
        new()
        {
            Address = address.Address,
            Outcome = AddressOutcome.Unreachable,
            Good = false,
            NotProbed =
                reasons.Length > 0 && address.Disposition != AddressDisposition.Probed
                    ? address.Disposition
                    : null,
            Reasons = reasons,
        };

    private static VerdictReason[] NotProbed(AddressObservation address) =>
        address.Disposition is AddressDisposition.NotNeeded
        || (address.Attempts.Count > 0 && address.Disposition != AddressDisposition.Stopped)
            ? []
            :
            [
                Reason.Create(
                    ReasonSlug.AddressNotProbed,
                    ("waited", Reason.Seconds(address.StoppedAfter)),
                    (
                        "disposition",
                        address.Disposition == AddressDisposition.Probed
                            ? "no-session"
                            : Reason.Word(address.Disposition)
                    )
                ),
            ];
}
