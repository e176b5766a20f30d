using Dashboard.Core.Dns;

namespace Dashboard.Probes.Dns;

/// <summary>What came back for one question, by whichever way it was read.</summary>
internal sealed record DnsReply
{
    /// <summary>Null where the message has not exactly one question.</summary>
    public DomainName? QuestionName { get; init; }

    public int QuestionType { get; init; }

    /// <summary>Extended by OPT where there is one (RFC 6891 section 6.1.3).</summary>
    public required int ResponseCode { get; init; }

    public required bool AuthenticData { get; init; }

    public IReadOnlyList<DnsReplyRecord> Answers { get; init; } = [];

    public IReadOnlyList<DnsReplyRecord> Authorities { get; init; } = [];

    public IReadOnlyList<ExtendedDnsError> ExtendedErrors { get; init; } = [];

    public bool Answer(DomainName name, DnsRecordType type) =>
        QuestionName == name && QuestionType == (int)type;
}
