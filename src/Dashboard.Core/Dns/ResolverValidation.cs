namespace Dashboard.Core.Dns;

/// <summary>What the check of the resolver showed.</summary>
public enum ResolverValidation
{
    /// <summary>Nothing was signed in what it was asked, so nothing could be proven; each answer's own AD bit decides.</summary>
    NotProven,

    /// <summary>It set AD on an answer that is signed.</summary>
    Validates,

    /// <summary>It gave signatures without AD where the root of trust should cover them: no answer of it is secure.</summary>
    DoesNotValidate,

    Unreachable,
}
