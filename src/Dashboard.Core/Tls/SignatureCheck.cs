namespace Dashboard.Core.Tls;

/// <summary>What came of checking a certificate's signature.</summary>
internal enum SignatureCheck
{
    Invalid,
    Valid,

    /// <summary>The algorithm or curve is not implemented here: neither proven nor refuted.</summary>
    Unsupported,
}
