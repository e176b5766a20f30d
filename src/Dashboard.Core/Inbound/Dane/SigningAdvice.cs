namespace Dashboard.Core.Inbound.Dane;

/// <summary>What makes a zone count as signed: signing it, or mending how it is signed.</summary>
internal static class SigningAdvice
{
    /// <param name="reasons">Slugs of the reasons of one name.</param>
    /// <param name="insecure">The slug that says that the name does not count as signed.</param>
    /// <returns>Null stands for signing the zone; who can do that differs.</returns>
    public static IEnumerable<DaneAdvice?> Of(IReadOnlySet<string> reasons, string insecure)
    {
        var unsupported = reasons.Contains(ReasonSlug.ZoneAlgorithmUnsupported);
        var iterates = reasons.Contains(ReasonSlug.Nsec3IterationsTooHigh);
        if (unsupported)
        {
            yield return DaneAdvice.ReplaceOldAlgorithm;
        }
        if (iterates)
        {
            yield return DaneAdvice.LowerNsec3Iterations;
        }
        // Iterations alone can be why a zone that is signed does not count.
        if (
            reasons.Contains(insecure)
            && !unsupported
            && (!iterates || reasons.Contains(ReasonSlug.ZoneUnsigned))
        )
        {
            yield return reasons.Contains(ReasonSlug.DenialInsecure)
                ? DaneAdvice.SignDenials
                : null;
        }
    }
}
