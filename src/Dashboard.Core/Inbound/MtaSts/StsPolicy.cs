using Dashboard.Core.Dns;

namespace Dashboard.Core.Inbound.MtaSts;

/// <summary>What a sender does where the policy is not kept (RFC 8461 section 5).</summary>
public enum StsMode
{
    /// <summary>Nothing: the way out of MTA-STS.</summary>
    None,

    /// <summary>Delivers, and reports.</summary>
    Testing,

    /// <summary>Does not deliver.</summary>
    Enforce,
}

/// <summary>Why a text is no policy (RFC 8461 section 3.2).</summary>
public enum StsPolicyProblem
{
    /// <summary>A line that is no key and value.</summary>
    Malformed,
    VersionMissing,
    VersionWrong,
    ModeMissing,
    ModeWrong,
    MaxAgeMissing,

    /// <summary>No number, or more than <see cref="StsPolicy.LongestMaxAge"/>.</summary>
    MaxAgeWrong,

    /// <summary>No <c>mx</c> that is a name, or a name behind <c>*.</c>, in another mode than none.</summary>
    MxMissing,

    /// <summary>Something else than the text that was asked for, such as compressed data.</summary>
    Encoded,
}

/// <summary>A policy as a sender reads it (RFC 8461 section 3.2).</summary>
public sealed record StsPolicy
{
    /// <summary>In seconds: about a year (section 3.2).</summary>
    public const int LongestMaxAge = 31_557_600;

    /// <summary>Patterns that are kept.</summary>
    public const int MostMx = 100;

    public StsMode? Mode { get; init; }

    /// <summary>How long a sender may keep the policy, in seconds, 0 to <see cref="LongestMaxAge"/>.</summary>
    public int? MaxAge { get; init; }

    /// <summary>In lower case: a name, or <c>*.</c> and a name. Each once.</summary>
    public IReadOnlyList<string> Mx { get; init; } = [];

    /// <summary>Patterns beyond <see cref="MostMx"/>.</summary>
    public int OmittedMx { get; init; }

    /// <summary>A field other than <c>mx</c> is there twice; the first counts (section 3.2).</summary>
    public bool HasRepeatedField { get; init; }

    /// <summary>Empty where it is a policy.</summary>
    public IReadOnlyList<StsPolicyProblem> Problems { get; init; } = [];

    /// <summary>
    /// The host is named, or all of it but the first label behind <c>*.</c> (section 4.1). The name in the MX record counts, not
    /// what it is an alias of.
    /// </summary>
    public bool Lists(DomainName host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Mx.Contains(host.Value)
            || (host.Parent is { IsRoot: false } parent && Mx.Contains("*." + parent.Value));
    }
}
