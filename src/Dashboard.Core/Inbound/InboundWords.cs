using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Core.Dns;
using Dashboard.Core.Inbound.Dane;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Inbound.TlsNcsc;
using Dashboard.Core.Smtp;
using Dashboard.Core.Tls;

namespace Dashboard.Core.Inbound;

/// <summary>The kebab-case words of every enumeration in the inbound document; a converter each, for want of reflection.</summary>
internal static class InboundWords
{
    public static IEnumerable<JsonConverter> Converters =>
        [
            Of<AddressDisposition>(),
            Of<AddressOutcome>(),
            Of<AdviceActor>(),
            Of<CertificateKeyType>(),
            Of<ClientRefusal>(),
            Of<DanePolicy>(),
            Of<DecisionStepKind>(),
            Of<DecisionStepState>(),
            Of<Delivery>(),
            Of<DnsRecordType>(),
            Of<DnssecStatus>(),
            Of<DomainStatus>(),
            Of<ExclusionReason>(),
            Of<LookupFailure>(),
            Of<LookupFailureCause>(),
            Of<LookupOutcome>(),
            Of<MailStandard>(),
            Of<ReasonSeverity>(),
            Of<ResolverTrust>(),
            Of<ResolverValidation>(),
            Of<SenderAction>(),
            Of<SessionFaultKind>(),
            Of<SessionQuestion>(),
            Of<SimulatedSender>(),
            Of<SmtpStage>(),
            Of<StandardOutcome>(),
            Of<StsFetchFault>(),
            Of<StsMode>(),
            Of<StsPolicyProblem>(),
            Of<TlsAnswerKind>(),
            Of<TlsExaminationEnd>(),
            Of<TlsProfile>(),
            Of<TlsProtocolVersion>(),
            Of<TlsQuestionId>(),
            Of<TlsResultType>(),
            Of<TlsaProblem>(),
            Of<TlsaQueryPurpose>(),
            Of<TranscriptSpeaker>(),
        ];

    private static JsonStringEnumConverter<TEnum> Of<TEnum>()
        where TEnum : struct, Enum =>
        new(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
}
