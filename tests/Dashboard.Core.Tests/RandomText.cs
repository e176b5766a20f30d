using CsCheck;

namespace Dashboard.Core.Tests;

/// <summary>Texts that come near to what a grammar allows.</summary>
internal static class RandomText
{
    /// <summary>Up to 40 of the pieces, in any order.</summary>
    public static Gen<string> Of(params string[] pieces) =>
        Gen.Int[0, pieces.Length - 1]
            .Select(i => pieces[i])
            .Array[0, 40]
            .Select(chosen => string.Concat(chosen));
}
