using Dashboard.Core.Dane;
using Dashboard.Core.Smtp;

namespace Dashboard.Core.Inbound.Judgement;

/// <summary>The second of the three judgements: policy and what SMTP and TLS showed come to what a sender ends up with.</summary>
internal static class AddressRules
{
    public static AddressVerdict Judge(HostPolicy policy, AddressObservation address, bool mxSecure)
    {
        if (policy.Policy == DanePolicy.Defer)
        {
            // Whatever the server says, no sender gets to hear it.
            return Silent(address, NotProbed(address));
        }
        if (address.Disposition != AddressDisposition.Probed || address.Last is not { } session)
        {
            return Silent(address, NotProbed(address));
        }
        var reading = SessionReading.Of(session, address.LegacyHandshake);
        var certificates = Certificates(policy, address, reading);
        var outcome = Outcome(policy.Policy, reading.Kind, certificates);
        var other = OtherCertificate(policy, address);
        var good =
            mxSecure
            && outcome == AddressOutcome.Authenticated
            && other.Known
            && certificates.All(c => c.Outcome == AddressOutcome.Authenticated);
        return new AddressVerdict
        {
            Address = address.Address,
            Outcome = outcome,
            Good = good,
            Certificates = certificates,
            Reasons =
            [
                .. reading.Reasons,
                .. certificates.Take(1).SelectMany(c => c.Reasons),
                .. other.Reasons,
                .. Differences(certificates),
                .. Retry(address),
            ],
        };
    }

    private static List<CertificateVerdict> Certificates(
        HostPolicy policy,
        AddressObservation address,
        SessionReading reading
    )
    {
        var verdicts = new List<CertificateVerdict>();
        if (address.Last?.Handshake is { } first)
        {
            var verdict = CertificateRules.Judge(policy, first, address.Last.StartedAt);
            verdicts.Add(
                reading.Kind == SessionKind.BrokenAfterTls
                && verdict.Outcome != AddressOutcome.Refused
                    ? verdict with
                    {
                        Outcome = AddressOutcome.Unreachable,
                    }
                    : verdict
            );
            if (address.OtherCertificate is { Handshake: { } second } session)
            {
                verdicts.Add(CertificateRules.Judge(policy, second, session.StartedAt));
            }
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
            SessionKind.NoStartTls or SessionKind.HandshakeFailed => policy
            == DanePolicy.Opportunistic
                ? AddressOutcome.Cleartext
                : AddressOutcome.Refused,
            _ => AddressOutcome.Unreachable,
        };

    /// <summary>
    /// A handshake that ends with an alert or a closed connection says that there is no certificate of the other kind. Anything
    /// else leaves it open whether there is one, and open is not good.
    /// </summary>
    private static (bool Known, IReadOnlyList<VerdictReason> Reasons) OtherCertificate(
        HostPolicy policy,
        AddressObservation address
    )
    {
        if (
            policy.Policy != DanePolicy.Authenticate
            || address.OtherCertificate is not { Handshake: null } session
            || session.Fault
                is {
                    Stage: SmtpStage.Handshake,
                    Kind: not (SessionFaultKind.Timeout or SessionFaultKind.OwnLimit)
                }
        )
        {
            return (true, []);
        }
        return (
            false,
            [Because.Of(ReasonSlug.AddressNotProbed, ("disposition", "other-certificate"))]
        );
    }

    private static IEnumerable<VerdictReason> Differences(List<CertificateVerdict> certificates)
    {
        if (certificates is [var first, var second] && first.Outcome != second.Outcome)
        {
            yield return Because.Of(
                ReasonSlug.CertificateTypesDiffer,
                ("default", Because.Word(first.KeyType)),
                ("defaultOutcome", Because.Word(first.Outcome)),
                ("other", Because.Word(second.KeyType)),
                ("otherOutcome", Because.Word(second.Outcome))
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
                        ["certificate"] = Because.Word(second.KeyType),
                    },
                };
            }
        }
    }

    private static IEnumerable<VerdictReason> Retry(AddressObservation address)
    {
        if (
            address.Attempts is [var first, .., var last]
            && SessionReading.Of(first).Kind is var before and not SessionKind.Encrypted
            && SessionReading.Of(last).Kind == SessionKind.Encrypted
        )
        {
            yield return Because.Of(
                ReasonSlug.RetrySucceeded,
                ("first", Because.Word(before)),
                ("stage", first.Fault is { } fault ? Because.Word(fault.Stage) : null)
            );
        }
    }

    private static AddressVerdict Silent(
        AddressObservation address,
        IReadOnlyList<VerdictReason> reasons
    ) =>
        new()
        {
            Address = address.Address,
            Outcome = AddressOutcome.Unreachable,
            Good = false,
            Reasons = reasons,
        };

    private static VerdictReason[] NotProbed(AddressObservation address) =>
        address.Disposition is AddressDisposition.NotNeeded || address.Attempts.Count > 0
            ? []
            :
            [
                Because.Of(
                    ReasonSlug.AddressNotProbed,
                    (
                        "disposition",
                        address.Disposition == AddressDisposition.Probed
                            ? "no-session"
                            : Because.Word(address.Disposition)
                    )
                ),
            ];
}
