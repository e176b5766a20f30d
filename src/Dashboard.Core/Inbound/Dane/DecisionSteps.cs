using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.Dane;

/// <summary>The chain a reader follows: MX security, address security, TLSA, usable, STARTTLS, match.</summary>
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
        var address = Address(policy, readings);
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
        if (First(policy.Reasons, TlsaFaults) is { } fault)
        {
            return
            [
                mx,
                address,
                Step(
                    DecisionStepKind.TlsaPresent,
                    fault == ReasonSlug.TlsaLookupFailed
                        ? DecisionStepState.Unknown
                        : DecisionStepState.Failed,
                    fault
                ),
                Step(DecisionStepKind.TlsaUsable, DecisionStepState.NotReached),
            ];
        }
        var remark = First(policy.Reasons, TlsaRemarks);
        return
        [
            mx,
            address,
            Step(DecisionStepKind.TlsaPresent, DecisionStepState.Passed),
            Step(
                DecisionStepKind.TlsaUsable,
                policy.Policy == DanePolicy.EncryptOnly ? DecisionStepState.Failed
                    : remark is null ? DecisionStepState.Passed
                    : DecisionStepState.Warned,
                remark
            ),
        ];
    }

    private static DecisionStep Address(HostPolicy policy, LookupReadings readings)
    {
        var reason = First(policy.Reasons, AddressFaults);
        var state = reason switch
        {
            null => policy.AddressSecurity == DnssecStatus.Secure ? DecisionStepState.Passed
            : !readings.ResolverCounts ? DecisionStepState.Unknown
            // An alias in a signed zone to a target in an unsigned one.
            : DecisionStepState.Warned,
            ReasonSlug.AddressFamilyBogus or ReasonSlug.AddressFamilyFailed =>
                DecisionStepState.Warned,
            ReasonSlug.AddressLookupFailed => DecisionStepState.Unknown,
            _ => DecisionStepState.Failed,
        };
        return Step(DecisionStepKind.AddressSecurity, state, reason);
    }

    public static IReadOnlyList<DecisionStep> OfAddress(
        HostPolicy policy,
        AddressVerdict verdict,
        AddressObservation seen
    ) => [StartTls(policy, verdict, seen), Match(policy, verdict)];

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
        if (verdict.Certificates.Count == 0)
        {
            return First(verdict.Reasons, SessionFaults) is { } fault
                ? Step(
                    DecisionStepKind.StartTls,
                    verdict.Outcome == AddressOutcome.Unreachable
                        ? DecisionStepState.Unknown
                        : DecisionStepState.Failed,
                    fault
                )
                : Step(
                    DecisionStepKind.StartTls,
                    DecisionStepState.Unknown,
                    First(verdict.Reasons, SessionUnknown)
                );
        }
        // Shown its certificate, and ended the handshake all the same: with TLS 1.3 the request comes after it.
        if (First(verdict.Reasons, [ReasonSlug.ClientCertificateRequired]) is { } required)
        {
            return Step(DecisionStepKind.StartTls, DecisionStepState.Failed, required);
        }
        var remark = First(
            verdict.Reasons,
            [ReasonSlug.SessionEnded, ReasonSlug.TlsTooOld, ReasonSlug.CleartextInjected]
        );
        return Step(
            DecisionStepKind.StartTls,
            remark switch
            {
                null => DecisionStepState.Passed,
                ReasonSlug.SessionEnded => DecisionStepState.Unknown,
                _ => DecisionStepState.Warned,
            },
            remark
        );
    }

    private static DecisionStep Match(HostPolicy policy, AddressVerdict verdict)
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
        var warning = First(
            verdict.Reasons,
            [ReasonSlug.CertificateTypesDiffer, ReasonSlug.CertificateExpiresSoon]
        );
        return Step(
            DecisionStepKind.Match,
            warning is null ? DecisionStepState.Passed : DecisionStepState.Warned,
            warning
        );
    }

    private static string? First(IReadOnlyList<VerdictReason> reasons, string[] slugs) =>
        slugs.FirstOrDefault(slug => reasons.Any(r => r.Slug == slug));

    private static DecisionStep Step(
        DecisionStepKind kind,
        DecisionStepState state,
        string? reason = null
    ) => new(kind, state, reason);
}
