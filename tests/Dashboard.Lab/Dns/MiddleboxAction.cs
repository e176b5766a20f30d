namespace Dashboard.Lab.Dns;

internal enum MiddleboxAction
{
    /// <summary>The question vanishes.</summary>
    Drop,
    ServerFailure,
    NotImplemented,
    Refused,
    FormatError,

    /// <summary>An empty, unsigned NOERROR in the server's name.</summary>
    Empty,

    /// <summary>An unsigned NXDOMAIN in the server's name.</summary>
    DenyName,

    /// <summary>The true answer without its signatures.</summary>
    StripSignatures,
}
