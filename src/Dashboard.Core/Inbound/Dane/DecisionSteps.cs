using Dashboard.Core.Dns;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>
/// The chain a reader follows: MX security, address security, TLSA, usable, STARTTLS, match. States follow from facts; a reason only
/// names why.
/// </summary>
internal static class DecisionSteps
{
    private static readonly string[] AddressFaults =
    [
        ReasonSlug.AddressBogus,
        ReasonSlug.AddressLookupFailed,
        ReasonSlug.HostIsAddressLiteral,
        ReasonSlug.HostNotFound,
        ReasonSlug.HostWithoutAddress,
        ReasonSlug.HostAddressesReserved,
        ReasonSlug.AddressInsecure,
        ReasonSlug.AddressFamilyBogus,
        ReasonSlug.AddressFamilyFailed,
    ];

    private static readonly string[] TlsaFaults =
    [
        ReasonSlug.TlsaBogus,
        ReasonSlug.TlsaLookupFailed,
        ReasonSlug.TlsaInsecure,
        ReasonSlug.TlsaAbsent,
    ];

    private static readonly string[] TlsaRemarks =
    [
        ReasonSlug.TlsaAllUnusable,
        ReasonSlug.TlsaPkixUsage,
        ReasonSlug.TlsaUnknownParameter,
        ReasonSlug.TlsaWrongLength,
        ReasonSlug.TlsaMalformed,
        ReasonSlug.TlsaFullCertificateDigest,
    ];

    private static readonly string[] SessionUnknown =
    [
        ReasonSlug.AddressNotProbed,
        ReasonSlug.ConnectFailed,
        ReasonSlug.ConnectTimeout,
        ReasonSlug.GreetingRefused,
        ReasonSlug.GreetingMissing,
        ReasonSlug.SessionEnded,
    ];

    private static readonly string[] SessionFaults =
    [
        ReasonSlug.StartTlsNotOffered,
        ReasonSlug.StartTlsStripped,
        ReasonSlug.StartTlsRefused,
        ReasonSlug.EhloRefused,
        ReasonSlug.HandshakeFailed,
        ReasonSlug.ClientCertificateRequired,
        ReasonSlug.SecureRenegotiationMissing,
        ReasonSlug.HandshakeTimeout,
        ReasonSlug.TlsTooOld,
    ];

    private static readonly string[] SessionRemarks =
    [
        ReasonSlug.TlsTooOld,
        ReasonSlug.CleartextInjected,
        ReasonSlug.StartTlsKeywordOdd,
    ];

    private static readonly string[] MatchRemarks =
    [
        ReasonSlug.CertificateTypesDiffer,
        ReasonSlug.AnchorOutsideValidity,
        ReasonSlug.CriticalExtensionNotUnderstood,
        ReasonSlug.CertificateExpiresSoon,
    ];

    private const ChainFacts DependsOnSenderOrSoon =
        ChainFacts.AnchorOutsideValidity
        | ChainFacts.CriticalExtensionNotUnderstood
        | ChainFacts.ExpiresSoon;

    public static IReadOnlyList<DecisionStep> OfHost(
        HostPolicy policy,
        NextHop nextHop,
        LookupReadings readings
    )
    {
        var mx = Step(
            DecisionStepKind.MxSecurity,
            nextHop.MxSecure ? DecisionStepState.Passed
                : readings.ResolverCounts ? DecisionStepState.Failed
                : DecisionStepState.Unknown,
            nextHop.MxSecure || !readings.ResolverCounts ? null : ReasonSlug.MxInsecure
        );
        var address = Address(policy);
        if (address.State is DecisionStepState.Failed or DecisionStepState.Unknown)
        {
            return
            [
                mx,
                address,
                Step(DecisionStepKind.TlsaPresent, DecisionStepState.NotReached),
                Step(DecisionStepKind.TlsaUsable, DecisionStepState.NotReached),
            ];
        }
        if (policy.TlsaAnswer != TlsaAnswer.Present)
        {
            return
            [
                mx,
                address,
                Step(
                    DecisionStepKind.TlsaPresent,
                    policy.TlsaAnswer == TlsaAnswer.Failed
                        ? DecisionStepState.Unknown
                        : DecisionStepState.Failed,
                    First(policy.Reasons, TlsaFaults)
                ),
                Step(DecisionStepKind.TlsaUsable, DecisionStepState.NotReached),
            ];
        }
        return
        [
            mx,
            address,
            Step(DecisionStepKind.TlsaPresent, DecisionStepState.Passed),
            Step(
                DecisionStepKind.TlsaUsable,
                policy.Policy == DanePolicy.EncryptOnly ? DecisionStepState.Failed
                    : policy.Tlsa.Any(IsRemarkable) ? DecisionStepState.Warned
                    : DecisionStepState.Passed,
                First(policy.Reasons, TlsaRemarks)
            ),
        ];
    }

    private static DecisionStep Address(HostPolicy policy)
    {
        var state = policy.Addresses switch
        {
            AddressAnswer.Failed => DecisionStepState.Unknown,
            AddressAnswer.Bogus
            or AddressAnswer.Absent
            or AddressAnswer.Reserved
            or AddressAnswer.Insecure => DecisionStepState.Failed,
            AddressAnswer.NotValidated => DecisionStepState.Unknown,
            _ when policy.FamilyFault is not null => DecisionStepState.Warned,
            AddressAnswer.BehindSecureAlias => DecisionStepState.Warned,
            _ => DecisionStepState.Passed,
        };
        return Step(DecisionStepKind.AddressSecurity, state, First(policy.Reasons, AddressFaults));
    }

    public static IReadOnlyList<DecisionStep> OfAddress(
        HostPolicy policy,
        AddressVerdict verdict,
        AddressObservation seen
    ) => [StartTls(policy, verdict, seen), Match(policy, verdict, seen)];

    private static DecisionStep StartTls(
        HostPolicy policy,
        AddressVerdict verdict,
        AddressObservation seen
    )
    {
        if (policy.Policy == DanePolicy.Defer || seen.Disposition == AddressDisposition.NotNeeded)
        {
            return Step(DecisionStepKind.StartTls, DecisionStepState.NotReached);
        }
        return verdict.Session switch
        {
            // A certificate may have been shown: with TLS 1.3 the server's refusal comes after it.
            SessionKind.NoStartTls or SessionKind.HandshakeFailed => Step(
                DecisionStepKind.StartTls,
                DecisionStepState.Failed,
                First(verdict.Reasons, SessionFaults)
            ),
            SessionKind.BrokenAfterTls => Step(
                DecisionStepKind.StartTls,
                DecisionStepState.Unknown,
                ReasonSlug.SessionEnded
            ),
            SessionKind.Encrypted => Step(
                DecisionStepKind.StartTls,
                IsRemarkable(DistinctSessions.Counted(verdict, seen))
                || verdict.SessionsDiffer == SessionDifference.StartTls
                    ? DecisionStepState.Warned
                    : DecisionStepState.Passed,
                verdict.SessionsDiffer == SessionDifference.StartTls
                    ? ReasonSlug.SessionsDiffer
                    : First(verdict.Reasons, SessionRemarks)
            ),
            _ => Step(
                DecisionStepKind.StartTls,
                DecisionStepState.Unknown,
                First(verdict.Reasons, [.. SessionFaults, .. SessionUnknown])
            ),
        };
    }

    private static DecisionStep Match(
        HostPolicy policy,
        AddressVerdict verdict,
        AddressObservation seen
    )
    {
        if (policy.Policy != DanePolicy.Authenticate || verdict.Certificates is not [var first, ..])
        {
            return Step(DecisionStepKind.Match, DecisionStepState.NotReached);
        }
        if (!first.Matches.Any(m => m.Authenticates))
        {
            return Step(
                DecisionStepKind.Match,
                DecisionStepState.Failed,
                first.Reasons is [var reason, ..] ? reason.Slug : null
            );
        }
        if (AddressRules.IsOtherCertificateOpen(policy, seen))
        {
            return Step(
                DecisionStepKind.Match,
                DecisionStepState.Warned,
                ReasonSlug.AddressNotProbed
            );
        }
        var shown = verdict.SessionsDiffer == SessionDifference.Certificate;
        var differ = shown || verdict.Certificates.Any(other => other.Outcome != first.Outcome);
        return Step(
            DecisionStepKind.Match,
            differ || (first.Facts & DependsOnSenderOrSoon) != 0
                ? DecisionStepState.Warned
                : DecisionStepState.Passed,
            shown ? ReasonSlug.SessionsDiffer : First(verdict.Reasons, MatchRemarks)
        );
    }

    private static bool IsRemarkable(AssessedTlsa tlsa) =>
        tlsa
            is { Duplicate: false, Problem: not null }
                or {
                    Duplicate: false,
                    LeftOutByAgility: false,
                    Record: { Usage: (byte)CertificateUsage.DaneEe, Selector: (byte)Selector.Cert }
                };

    /// <summary>TLS is there, but old, with octets before it that somebody may have put there, or offered in a form that not all read.</summary>
    private static bool IsRemarkable(StartTlsObservation? session) =>
        session is { DiscardedOctets: > 0 } or { Handshake.Version: < TlsProtocolVersion.Tls12 }
        || (
            session?.Ehlo is { } ehlo
            && StartTlsKeyword.Of(ehlo) is StartTlsForm.OtherSeparator or StartTlsForm.OtherCase
        );

    private static string? First(IReadOnlyList<VerdictReason> reasons, string[] slugs) =>
        slugs.FirstOrDefault(slug => reasons.Any(r => r.Slug == slug));

    private static DecisionStep Step(
        DecisionStepKind kind,
        DecisionStepState state,
        string? reason = null
    ) => new(kind, state, reason);
}
