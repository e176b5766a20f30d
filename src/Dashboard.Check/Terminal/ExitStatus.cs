namespace Dashboard.Check.Terminal;

/// <summary>What <c>check</c> tells the shell.</summary>
public static class ExitStatus
{
    /// <summary>Every domain is protected.</summary>
    public const int Protected = 0;

    /// <summary>Some domain is not.</summary>
    public const int NotProtected = 1;

    /// <summary>A mistake in the arguments or the input, or a resolver that cannot be relied upon; beats 1.</summary>
    public const int Fault = 2;

    /// <summary>Ctrl-C, by the custom of shells: 128 and the number of the signal, here SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>The same, of SIGPIPE: the reader of the output has seen enough, as head does.</summary>
    public const int OutputClosed = 141;

    /// <summary>The same, of SIGTERM.</summary>
    public const int Terminated = 143;
}
