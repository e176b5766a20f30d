using System.Text.Json.Serialization;

namespace Dashboard.Core.Inbound;

/// <summary>The summary of a receiving test, the first that applies (see docs/verdicts.md).</summary>
public enum DomainStatus
{
    /// <summary>The domain does not exist.</summary>
    NoDomain,

    /// <summary>The domain accepts no mail: a null MX (RFC 7505), or neither MX nor address.</summary>
    NoMail,
    Bogus,
    Unreachable,
    None,
    Protected,
    Partial,
    Failed,
    Unusable,
}
