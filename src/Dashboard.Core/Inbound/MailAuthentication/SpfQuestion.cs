using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MailAuthentication;

/// <summary>A question that the record needs answered.</summary>
/// <param name="Type">TXT, MX, A or AAAA.</param>
public sealed record SpfQuestion(DomainName Name, DnsRecordType Type);
