namespace Dashboard.Core.Inbound.Dane;

/// <summary>What the MX stage comes to (RFC 5321 section 5.1, RFC 7505, RFC 7672 section 2.2.1).</summary>
internal enum MxOutcome
{
    Hosts,
    NoDomain,
    NoMail,
    Bogus,
    Failed,
}
