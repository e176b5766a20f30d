namespace Dashboard.Web.Cli;

/// <summary>What <c>check</c> tells the shell.</summary>
internal static class ExitStatus
{
    /// <summary>Every domain is protected.</summary>
    public const int Protected = 0;

    /// <summary>Some domain is not.</summary>
    public const int NotProtected = 1;

    /// <summary>A mistake in the arguments or the input, or a resolver that cannot be relied upon; beats 1.</summary>
    public const int Fault = 2;
}
