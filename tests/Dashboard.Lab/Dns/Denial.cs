namespace Dashboard.Lab.Dns;

/// <summary>How a zone proves that something is absent: NSEC, or NSEC3 (RFC 5155) with its parameters.</summary>
internal sealed record Denial(
    bool Nsec3,
    int Iterations = 0,
    bool OptOut = false,
    string? Salt = null
)
{
    public static Denial Nsec { get; } = new(false);

    public static Denial HashedNames(
        int iterations = 0,
        bool optOut = false,
        string? salt = null
    ) => new(true, iterations, optOut, salt);
}
