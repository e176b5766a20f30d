using Dashboard.Core.Dns;

namespace Dashboard.Lab.Dns;

/// <summary>What a middlebox does to questions of one type; the others it lets through.</summary>
/// <param name="Type">The type of question that it answers wrongly.</param>
/// <param name="Action">What it does with it.</param>
/// <param name="Name">The only name it does it at; null for every name of the zone.</param>
internal sealed record MiddleboxFault(
    DnsRecordType Type,
    MiddleboxAction Action,
    DomainName? Name = null
);
